package dev.runnel.provider.gravityengine;

import dev.runnel.http.HttpOptions;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.List;

/** Gravityengine, an unofficial service of 2023 that answers with one OpenAI-shaped document. */
public final class GravityengineProvider implements Provider {
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://gpt4.gravityengine.cc");

  static final Option<List<String>> MODELS =
      StandardOptions.models("gpt-3.5-turbo-16k", "gpt-3.5-turbo-0613");

  static final Option<List<String>> NOTICES = HttpOptions.notices();

  /** Found by name; see {@code META-INF/services}. */
  public GravityengineProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("gravityengine", SPI_GENERATION)
        .displayName("Gravityengine")
        .homepage("https://gpt4.gravityengine.cc")
        .unofficial()
        .options(HttpOptions.with(BASE_URL, MODELS, NOTICES))
        .capabilities(GravityengineDriver.capabilities(MODELS.defaultValue().orElseThrow()))
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new GravityengineDriver(config);
  }
}
