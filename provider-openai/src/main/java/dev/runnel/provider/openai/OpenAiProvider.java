package dev.runnel.provider.openai;

import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;

/** OpenAI and every service that speaks its Chat Completions API. */
public final class OpenAiProvider implements Provider {
  /** Found by name; see {@code META-INF/services}. */
  public OpenAiProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("openai", SPI_GENERATION).build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    throw new UnsupportedOperationException("Not written yet");
  }
}
