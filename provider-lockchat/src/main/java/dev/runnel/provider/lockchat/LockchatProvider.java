package dev.runnel.provider.lockchat;

import dev.runnel.api.Secret;
import dev.runnel.http.HttpOptions;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.List;

/** Lockchat, an unofficial service of 2023 that speaks the OpenAI form over plain http. */
public final class LockchatProvider implements Provider {
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("http://supertest.lockchat.app");

  static final Option<List<String>> MODELS = StandardOptions.models("gpt-4", "gpt-3.5-turbo");

  static final Option<String> USER_AGENT =
      Option.text("user-agent")
          .defaultsTo("ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0")
          .describedAs("The client that the service is made to believe in");

  static final Option<Secret> AUTH =
      Option.secret("auth").describedAs("What older deployments want in their address");

  static final Option<List<String>> NOTICES = HttpOptions.notices();

  /** Found by name; see {@code META-INF/services}. */
  public LockchatProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("lockchat", SPI_GENERATION)
        .displayName("Lockchat")
        .homepage("http://supertest.lockchat.app")
        .unofficial()
        .authentication(Authentication.optional(AUTH))
        .options(HttpOptions.with(BASE_URL, MODELS, USER_AGENT, AUTH, NOTICES))
        .capabilities(LockchatDriver.capabilities(MODELS.defaultValue().orElseThrow()))
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new LockchatDriver(config);
  }
}
