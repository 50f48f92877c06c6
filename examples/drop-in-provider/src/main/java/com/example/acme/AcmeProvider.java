package com.example.acme;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.api.Support;
import dev.runnel.http.HttpOptions;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Acme Chat: who it is, and what can be configured about it. */
public final class AcmeProvider implements Provider {
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://chat.acme.example/v1");

  static final Option<Secret> API_KEY =
      Option.secret("api-key").fromEnvironment("ACME_API_KEY").describedAs("Your key");

  static final Option<String> TEAM =
      Option.text("team").describedAs("Whose budget pays, where you are in several teams");

  static final Capabilities CAPABILITIES =
      Capabilities.builder()
          .models(
              List.of(
                  ModelInfo.of("acme-1"),
                  new ModelInfo("acme-1-mini", Map.of(Feature.IMAGES, Support.NO))))
          .openEnded()
          .familiar("acme-")
          .supports(Feature.STREAMING, Feature.SYSTEM_MESSAGES, Feature.MULTI_TURN)
          .supports(Feature.IMAGES, Feature.TOOLS, Feature.PARALLEL_TOOL_CALLS)
          .supports(Feature.JSON_SCHEMA, Feature.REASONING, Feature.USAGE)
          .lacks(Feature.JSON_OBJECT)
          .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
          .honours(RequestParameter.TEMPERATURE, RequestParameter.MAX_TOKENS)
          .honours(RequestParameter.REASONING_EFFORT)
          .build();

  static final EndpointPreset EUROPE =
      EndpointPreset.builder("acme-eu")
          .displayName("Acme Chat, Europe")
          .set(BASE_URL, "https://eu.chat.acme.example/v1")
          .variable(API_KEY, "ACME_EU_API_KEY")
          .authentication(Authentication.requires(API_KEY))
          .capabilities(CAPABILITIES)
          .build();

  /** Found by name; see {@code META-INF/services}. */
  public AcmeProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("acme", SPI_GENERATION)
        .displayName("Acme Chat")
        .homepage("https://acme.example")
        .options(HttpOptions.with(BASE_URL, API_KEY, TEAM))
        .authentication(Authentication.requiresAtHome(API_KEY))
        .presets(EUROPE)
        .capabilities(CAPABILITIES)
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new AcmeDriver(config);
  }
}
