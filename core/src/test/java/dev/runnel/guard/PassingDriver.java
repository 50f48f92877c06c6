package dev.runnel.guard;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;

/** Hands on what one call of another client says, and how it ends. */
record PassingDriver(ChatClient client) implements Driver {
  @Override
  public Capabilities capabilities() {
    return Capabilities.builder().openEnded().build();
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    Call inner = client.call(request);
    Relay relay =
        new Relay(exchange) {
          @Override
          public void onEnd(Outcome outcome) {
            outcome.<Boolean>fold(
                completed -> {
                  exchange().finish(completed.finishReason());
                  exchange().complete();
                  return true;
                },
                incomplete -> failed(incomplete.cause()),
                failed -> failed(failed.cause()),
                cancelled -> false);
          }

          private boolean failed(ChatException cause) {
            exchange().fail(cause);
            return false;
          }
        };
    exchange.onAbort(inner::cancel);
    exchange.onDemand(relay::resume);
    inner.stream(relay);
  }
}
