package dev.runnel.interop.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A gateway in this process, and behind it the sandbox, as OpenAI and as Anthropic. The gateway
 * tries once: what a service says is what the client hears.
 */
final class GatewayStage implements AutoCloseable {
  /** A model of either service, as clients of the gateway name it. */
  static final String GPT = "openai/gpt-4o-mini";

  static final String CLAUDE = "anthropic/claude-sonnet-4-5";

  private final Path folder;
  private final Sandbox sandbox = Sandbox.start();
  private final CallRuntime runtime = CallRuntime.builder().direct().build();
  private final Providers providers = Providers.discover();
  private final LiveRunner live;
  private final Gateway gateway;

  private GatewayStage(DeliverySettings delivery) throws IOException {
    folder = Files.createTempDirectory("gateway");
    live =
        LiveRunner.builder(providers)
            .environment(
                Map.of(
                    "OPENAI_API_KEY",
                    "sk-sandbox",
                    "ANTHROPIC_API_KEY",
                    "sk-sandbox",
                    "HOME",
                    folder.toString()))
            .folder(folder)
            .runtime(runtime)
            .further(
                builder ->
                    builder
                        .option("openai.base-url=" + sandbox.baseUrl("openai"), "test")
                        .option("anthropic.base-url=" + sandbox.baseUrl("anthropic"), "test")
                        .attempts(AttemptSettings.ONCE)
                        .breaker(BreakerSettings.NONE))
            .start();
    gateway = Gateway.builder(live).delivery(delivery).start();
  }

  /** The service that has a model. */
  static String service(String model) {
    return model.substring(0, model.indexOf('/'));
  }

  static GatewayStage start() {
    return start(DeliverySettings.DEFAULT);
  }

  static GatewayStage start(DeliverySettings delivery) {
    try {
      return new GatewayStage(delivery);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI origin() {
    return gateway.origin();
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** What the service, {@code openai} or {@code anthropic}, answers next. */
  void answer(String service, Script script) {
    sandbox.on(service).next(script);
  }

  /** What was asked of a service last. */
  Exchange last() {
    List<Exchange> all = sandbox.exchanges();
    return all.get(all.size() - 1);
  }

  /** The body of what was asked last. */
  JsonNode lastBody() {
    return last().json();
  }

  @Override
  public void close() {
    gateway.close();
    live.close();
    providers.close();
    runtime.close();
    sandbox.close();
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
