package dev.runnel.provider.ails;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.RequestParameter;
import dev.runnel.http.HttpOptions;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.time.Clock;

/** AI.LS. Its owner does not offer this interface to programs. */
public final class AilsProvider implements Provider {
  static final Capabilities CAPABILITIES =
      Capabilities.builder()
          .models("gpt-3.5-turbo")
          .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
          .lacks(Feature.IMAGES, Feature.TOOLS, Feature.JSON_SCHEMA, Feature.JSON_OBJECT)
          .honours(RequestParameter.MESSAGES, RequestParameter.TEMPERATURE)
          .parameter("model", "String")
          .parameter("messages", "List<Message>")
          .parameter("temperature", "double")
          .parameter("stream", "boolean")
          .build();

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("ails", SPI_GENERATION)
        .displayName("AI.LS")
        .homepage("https://ai.ls")
        .unofficial()
        .authentication(Authentication.optional(AilsOptions.TOKEN))
        .options(
            HttpOptions.with(
                AilsOptions.BASE_URL,
                AilsOptions.MODELS,
                AilsOptions.CLIENT_VERSION,
                AilsOptions.SIGNING_CONSTANT,
                AilsOptions.TOKEN,
                AilsOptions.AUTHORITY,
                AilsOptions.ORIGIN,
                AilsOptions.USER_AGENT,
                AilsOptions.NOTICES))
        .capabilities(CAPABILITIES)
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new AilsDriver(config, Clock.systemDefaultZone());
  }
}
