package dev.runnel.provider.ails;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.spi.EndpointConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The driver through the guard, pointed at a sandbox. */
final class AilsEndpoint implements AutoCloseable {
  final ChatClient client;
  final StringBuffer text = new StringBuffer();
  private final CallRuntime runtime = CallRuntime.create();

  AilsEndpoint(Sandbox sandbox, Clock clock, Consumer<EndpointConfig.Builder> more) {
    EndpointConfig.Builder config =
        EndpointConfig.builder(new AilsProvider().describe()).set("base-url", sandbox.origin());
    more.accept(config);
    client =
        Guard.guard(
            new AilsDriver(config.build(), clock),
            "ails",
            "ails",
            GuardSettings.DEFAULT.withTail(Duration.ofMillis(300)),
            runtime);
  }

  static AilsEndpoint at(Sandbox sandbox) {
    return new AilsEndpoint(sandbox, Clock.systemDefaultZone(), config -> {});
  }

  Outcome ask(ChatRequest request) throws Exception {
    var call = client.call(request);
    text.setLength(0);
    TokenSink sink = text::append;
    call.stream(sink);
    return call.outcome().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  Outcome ask(String prompt) throws Exception {
    return ask(ChatRequest.of(prompt));
  }

  @Override
  public void close() {
    client.close();
    runtime.close();
  }
}
