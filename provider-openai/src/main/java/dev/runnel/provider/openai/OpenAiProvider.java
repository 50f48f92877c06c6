package dev.runnel.provider.openai;

import dev.runnel.spi.Authentication;
import dev.runnel.spi.ConfigurationException;
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

  /**
   * Connects an endpoint.
   *
   * @throws ConfigurationException when it is made of a preset that has no address of its own and
   *     none was set: its key would go to OpenAI
   */
  @Override
  public Driver connect(EndpointConfig config) {
    Presets.addressOf(config.endpoint())
        .filter(example -> isOpenAis(config))
        .ifPresent(
            example -> {
              throw new ConfigurationException(
                  List.of(
                      new ConfigurationException.Mistake(
                          config.endpoint() + "." + OpenAiOptions.BASE_URL.name(),
                          "",
                          "is required and not set: your own address, such as " + example)));
            });
    return new OpenAiDriver(config);
  }

  private static boolean isOpenAis(EndpointConfig config) {
    return config.find(OpenAiOptions.BASE_URL).equals(OpenAiOptions.BASE_URL.defaultValue());
  }
}
