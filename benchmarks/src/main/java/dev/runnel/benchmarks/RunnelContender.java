package dev.runnel.benchmarks;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.spi.EndpointConfig;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** Runnel through the driver of an OpenAI-shaped service. */
final class RunnelContender implements Contender {
  private final CallRuntime runtime;
  private final Providers providers;
  private final ChatClient client;

  RunnelContender(URI origin, boolean direct) {
    runtime = direct ? CallRuntime.builder().direct().build() : CallRuntime.create();
    providers = Providers.builder().runtime(runtime).discover();
    client =
        providers.connect(
            EndpointConfig.builder(providers.require("lockchat").description())
                .set("base-url", origin.toString())
                .build());
  }

  @Override
  public CompletableFuture<Void> stream(LongConsumer onTokens) {
    Call call = client.call(ChatRequest.of("Hello"));
    call.stream(token -> onTokens.accept(1));
    return call.outcome()
        .<Void>thenApply(
            outcome -> {
              if (outcome instanceof Outcome.Completed) {
                return null;
              }
              throw new IllegalStateException("Not complete: " + outcome);
            })
        .toCompletableFuture();
  }

  @Override
  public void close() {
    providers.close();
    runtime.close();
  }
}
