package dev.runnel.guard;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A driver that does what a test says: by a script that it plays at its start, or by hand. */
final class HandDriver implements Driver {
  final AtomicInteger aborts = new AtomicInteger();
  final AtomicInteger resumes = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  final List<ChatRequest> requests = new ArrayList<>();
  Capabilities capabilities = Capabilities.builder().openEnded().build();
  Script script = Script.script();
  private final List<Exchange> exchanges = new ArrayList<>();

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    exchange.onAbort(aborts::incrementAndGet);
    exchange.onDemand(resumes::incrementAndGet);
    synchronized (this) {
      requests.add(request);
      exchanges.add(exchange);
    }
    script.play(exchange);
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }

  /** The exchange of the last call that was started. */
  synchronized Exchange exchange() {
    return exchanges.get(exchanges.size() - 1);
  }

  /** Lets go of the exchanges, as a driver does whose calls are over. */
  synchronized void forget() {
    exchanges.clear();
    requests.clear();
  }

  synchronized int starts() {
    return exchanges.size();
  }
}
