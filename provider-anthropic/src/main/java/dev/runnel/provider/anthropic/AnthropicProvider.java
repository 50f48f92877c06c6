package dev.runnel.provider.anthropic;

import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;

/** Anthropic's Messages API. */
public final class AnthropicProvider implements Provider {
  /** Found by name; see {@code META-INF/services}. */
  public AnthropicProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("anthropic", SPI_GENERATION).build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    throw new UnsupportedOperationException("Not written yet");
  }
}
