package dev.runnel.guard;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A model that plays one script a round; after the last one it does nothing of its own. */
final class ModelDriver implements Driver {
  final List<ChatRequest> requests = new ArrayList<>();
  final List<Exchange> exchanges = new ArrayList<>();
  int aborts;
  int resumes;
  boolean onEventLoop;
  Capabilities capabilities = Capabilities.builder().openEnded().build();
  private final List<Script> rounds = new ArrayList<>();

  ModelDriver playing(Script... scripts) {
    rounds.addAll(Arrays.asList(scripts));
    return this;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    exchange.onAbort(() -> aborts++);
    exchange.onDemand(() -> resumes++);
    requests.add(request);
    exchanges.add(exchange);
    if (requests.size() <= rounds.size()) {
      rounds.get(requests.size() - 1).play(exchange);
    }
  }

  @Override
  public boolean onEventLoop() {
    return onEventLoop;
  }

  /** The exchange of the round under way. */
  Exchange exchange() {
    return exchanges.get(exchanges.size() - 1);
  }

  /** What the model was asked last. */
  ChatRequest asked() {
    return requests.get(requests.size() - 1);
  }
}
