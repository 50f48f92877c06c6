package dev.runnel.provider.gemini;

import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;

/** Google's Gemini API. */
public final class GeminiProvider implements Provider {
  /** Found by name; see {@code META-INF/services}. */
  public GeminiProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("gemini", SPI_GENERATION).build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    throw new UnsupportedOperationException("Not written yet");
  }
}
