package dev.runnel.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Secret;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MisgivingsTest {
  private static final Option<Secret> KEY = Option.secret("api-key");

  private record Acme() implements Provider {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("acme", SPI_GENERATION)
          .options(KEY)
          .authentication(Authentication.requires(KEY))
          .build();
    }

    @Override
    public Driver connect(EndpointConfig config) {
      return new Driver() {
        @Override
        public Capabilities capabilities() {
          return Capabilities.builder().models("m").build();
        }

        @Override
        public void start(ChatRequest request, Exchange exchange) {
          exchange.complete();
        }
      };
    }
  }

  @Test
  void whoCanAnswerNobodyYetIsToldWhatToDo() {
    assertThat(misgivings(Map.of()))
        .singleElement()
        .asString()
        .startsWith("requests will be refused for now. 'acme' needs its api-key (")
        .contains("acme", "RUNNEL_ACME_API_KEY", "`runnel serve --sandbox`");
  }

  @Test
  void whoCanAnswerHasNone() {
    assertThat(misgivings(Map.of("RUNNEL_ACME_API_KEY", "k"))).isEmpty();
  }

  private static List<String> misgivings(Map<String, String> environment) {
    try (Providers providers = Providers.of(new Acme());
        LiveRunner runner = LiveRunner.builder(providers).environment(environment).start()) {
      return Misgivings.of(runner);
    }
  }
}
