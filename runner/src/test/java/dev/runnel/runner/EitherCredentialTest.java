package dev.runnel.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A service that takes a key or a token: one of them is enough. */
class EitherCredentialTest {
  private static final Option<URI> BASE = StandardOptions.baseUrl("https://api.acme.example");
  private static final Option<Secret> KEY =
      Option.secret("api-key").fromEnvironment("ACME_API_KEY");
  private static final Option<Secret> TOKEN =
      Option.secret("auth-token").fromEnvironment("ACME_AUTH_TOKEN");

  private static final class Acme implements Provider {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("acme", Provider.SPI_GENERATION)
          .options(BASE, KEY, TOKEN)
          .authentication(Authentication.requiresOneAtHome(KEY, TOKEN))
          .build();
    }

    @Override
    public Driver connect(EndpointConfig config) {
      throw new UnsupportedOperationException("Nobody is asked here");
    }
  }

  private static Endpoint endpoint(Map<String, String> environment, String... options) {
    try (Providers providers = Providers.of(new Acme())) {
      Runner.Builder runner = Runner.builder().providers(providers).environment(environment);
      for (String option : options) {
        runner.option(option, "-o");
      }
      try (Runner built = runner.build()) {
        return built.endpoints().get(0);
      }
    }
  }

  @Test
  void eitherIsEnough() {
    assertThat(endpoint(Map.of("ACME_API_KEY", "k")).missing()).isEmpty();
    assertThat(endpoint(Map.of("ACME_AUTH_TOKEN", "t")).missing()).isEmpty();
  }

  @Test
  void whoHasNeitherIsAskedForTheFirst() {
    assertThat(endpoint(Map.of()).missing())
        .singleElement()
        .satisfies(missing -> assertThat(missing.variables()).contains("ACME_API_KEY"));
  }

  @Test
  void elsewhereNeitherIsNeeded() {
    assertThat(endpoint(Map.of(), "acme.base-url=http://127.0.0.1:9").missing()).isEmpty();
  }
}
