package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.route.Reach;
import dev.runnel.runner.route.Reason;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Another way to an endpoint changes how it is connected, and nothing of what is decided before.
 */
class DetourTest {
  private static final Option<URI> BASE = StandardOptions.baseUrl("https://api.acme.example");
  private static final Option<Secret> KEY = Option.secret("api-key");

  /** Answers with the address that it was connected to. */
  private record Acme(boolean official) implements Provider {
    @Override
    public ProviderDescription describe() {
      ProviderDescription.Builder description =
          ProviderDescription.builder("acme", Provider.SPI_GENERATION)
              .options(BASE, KEY)
              .authentication(Authentication.requiresAtHome(KEY));
      return (official ? description : description.unofficial()).build();
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
          exchange.token(config.get(BASE).toString());
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        }
      };
    }
  }

  private static Runner.Builder runner(Providers providers) {
    return Runner.builder()
        .providers(providers)
        .environment(Map.of())
        .detour(
            (endpoint, config) ->
                EndpointConfig.builder(endpoint.provider().description(), config)
                    .set(BASE, URI.create("http://127.0.0.1:9"))
                    .build());
  }

  @Test
  void theEndpointIsConnectedOnItsDetour() {
    try (Providers providers = Providers.of(new Acme(true));
        Runner runner = runner(providers).credential("acme", "api-key", Secret.of("k")).build()) {
      String answer = runner.call(ChatRequest.of("?")).answer().toCompletableFuture().join().text();

      assertThat(answer).isEqualTo("http://127.0.0.1:9");
    }
  }

  @Test
  void policyAndCredentialsAreJudgedByWhereTheRequestReallyGoes() {
    try (Providers providers = Providers.of(new Acme(false));
        Runner runner = runner(providers).build()) {
      assertThat(runner.endpoints().get(0).reach()).isEqualTo(Reach.PROTECTED);
      assertThat(runner.obstacle(runner.endpoints().get(0), false))
          .get()
          .isInstanceOf(Reason.DeniedByPolicy.class);
      assertThat(runner.obstacle(runner.endpoints().get(0), true))
          .get()
          .isInstanceOf(Reason.CredentialsMissing.class);
    }
  }

  @Test
  void itIsTakenOnceAndWhatItThrowsIsNoFailureOfTheProvider() {
    List<String> taken = new ArrayList<>();
    IllegalStateException refusal = new IllegalStateException("not this one");
    try (Providers providers = Providers.of(new Acme(true));
        Runner runner =
            Runner.builder()
                .providers(providers)
                .environment(Map.of())
                .credential("acme", "api-key", Secret.of("k"))
                .detour(
                    (endpoint, config) -> {
                      taken.add(endpoint.id());
                      if (taken.size() == 1) {
                        throw refusal;
                      }
                      return config;
                    })
                .build()) {
      assertThatThrownBy(() -> runner.call(ChatRequest.of("?"))).isSameAs(refusal);
      runner.call(ChatRequest.of("?"), Optional.of("acme"));
      runner.call(ChatRequest.of("?"));

      assertThat(taken).containsExactly("acme", "acme");
    }
  }
}
