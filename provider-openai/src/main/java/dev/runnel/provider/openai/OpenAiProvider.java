package dev.runnel.provider.openai;

import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.util.List;

/** OpenAI and every service that speaks its Chat Completions API. */
public final class OpenAiProvider implements Provider {
  static final String ID = "openai";

  /** Found by name; see {@code META-INF/services}. */
  public OpenAiProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder(ID, SPI_GENERATION)
        .displayName("OpenAI")
        .homepage("https://platform.openai.com/docs")
        .authentication(Authentication.requiresAtHome(OpenAiOptions.API_KEY))
        .options(OpenAiOptions.all())
        .presets(Presets.all())
        .capabilities(
            OpenAiCapabilities.of(
                OpenAiModels.KNOWN,
                OpenAiCapabilities.AT_OPENAI,
                List.of(),
                List.of(),
                OpenAiModels.FAMILIAR))
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new OpenAiDriver(config);
  }
}
