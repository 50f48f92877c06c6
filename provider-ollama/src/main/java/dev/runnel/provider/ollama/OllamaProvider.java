package dev.runnel.provider.ollama;

import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;

/** Ollama, models on one's own machine. */
public final class OllamaProvider implements Provider {
  /** Found by name; see {@code META-INF/services}. */
  public OllamaProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("ollama", SPI_GENERATION).build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    throw new UnsupportedOperationException("Not written yet");
  }
}
