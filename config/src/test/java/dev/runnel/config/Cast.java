package dev.runnel.config;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Secret;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Providers for tests: one with a key, presets and an option of every type; one unofficial. */
public final class Cast {
  /** The configurations with which drivers were connected, and {@code -endpoint} at their ends. */
  public static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  /** The exchanges that were begun, where a test wants to go on with them itself. */
  public static final List<Exchange> OPEN = new CopyOnWriteArrayList<>();

  private Cast() {}

  /** Answers with its address and its key, at once unless the question says {@code wait}. */
  abstract static class Actor implements Provider {
    @Override
    public Driver connect(EndpointConfig config) {
      Capabilities capabilities = describe().capabilities();
      String key = config.secrets().stream().map(Secret::reveal).findFirst().orElse("-");
      EVENTS.add("+" + config.endpoint());
      return new Driver() {
        @Override
        public Capabilities capabilities() {
          return capabilities;
        }

        @Override
        public void start(ChatRequest request, Exchange exchange) {
          exchange.token(config.find(Cloud.BASE).map(URI::toString).orElse("-") + " " + key);
          if (request.lastMessage().text().equals("wait")) {
            OPEN.add(exchange);
          } else {
            finish(exchange);
          }
        }

        @Override
        public void close() {
          EVENTS.add("-" + config.endpoint());
        }
      };
    }
  }

  /** Ends an answer well. */
  public static void finish(Exchange exchange) {
    exchange.finish(FinishReason.STOP);
    exchange.complete();
  }

  /** Official, with an option of every type, and presets. */
  public static final class Cloud extends Actor {
    static final Option<URI> BASE = StandardOptions.baseUrl("https://cloud.example/v1");
    static final Option<Secret> KEY = Option.secret("api-key").fromEnvironment("CLOUD_API_KEY");
    static final Option<List<String>> MODELS = StandardOptions.models("cloud-1");
    static final Option<Long> TRIES = Option.integer("tries").defaultsTo(1L);
    static final Option<Double> RATE = Option.number("rate");
    static final Option<Boolean> TRIM = Option.flag("trim").defaultsTo(false);
    static final Option<Duration> WAIT = Option.duration("wait").describedAs("How long to wait");
    static final Option<String> TRUST = Option.text("trust");

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("cloud", SPI_GENERATION)
          .options(BASE, KEY, MODELS, TRIES, RATE, TRIM, WAIT, TRUST, Option.uri("proxy"))
          .authentication(Authentication.requiresAtHome(KEY))
          .capabilities(Capabilities.builder().models("cloud-1").openEnded().build())
          .presets(
              EndpointPreset.builder("fast")
                  .set(BASE, "https://fast.example/v1")
                  .set(MODELS, "fast-1")
                  .variable(KEY, "FAST_API_KEY")
                  .authentication(Authentication.requiresAtHome(KEY))
                  .build())
          .build();
    }
  }

  /** Unofficial, without a key. */
  public static final class Shady extends Actor {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("shady", SPI_GENERATION)
          .unofficial()
          .options(StandardOptions.baseUrl("https://shady.example"))
          .capabilities(Capabilities.builder().models("shady-1").build())
          .build();
    }
  }
}
