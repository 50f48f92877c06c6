package dev.runnel.provider.anthropic;

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

/** Anthropic's Messages API. */
public final class AnthropicProvider implements Provider {
  static final Option<URI> BASE_URL =
      StandardOptions.baseUrl("https://api.anthropic.com").fromEnvironment("ANTHROPIC_BASE_URL");

  static final Option<Secret> API_KEY =
      Option.secret("api-key")
          .fromEnvironment("ANTHROPIC_API_KEY")
          .describedAs("Your key, from https://platform.claude.com/settings/keys");

  static final Option<Secret> AUTH_TOKEN =
      Option.secret("auth-token")
          .fromEnvironment("ANTHROPIC_AUTH_TOKEN")
          .describedAs("A bearer token, such as a gateway gives; where it is set, the key stays");

  static final Option<List<String>> MODELS =
      StandardOptions.models(
          "claude-sonnet-5-5",
          "claude-opus-5-5",
          "claude-haiku-5-5",
          "claude-fable-5-2",
          "claude-opus-5",
          "claude-sonnet-5",
          "claude-sonnet-4-6",
          "claude-haiku-4-5");

  static final Option<Long> MAX_TOKENS =
      Option.integer("max-tokens")
          .describedAs(
              "The most tokens of an answer whose request names none; by default 32000, or what"
                  + " the model can where that is less");

  static final Option<String> VERSION =
      Option.text("version")
          .defaultsTo("2023-06-01")
          .describedAs("The version of the interface, sent as anthropic-version");

  static final Option<List<String>> BETA =
      Option.list("beta")
          .defaultsTo(List.of())
          .describedAs("Features to try before they are released, sent as anthropic-beta");

  /** Found by name; see {@code META-INF/services}. */
  public AnthropicProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("anthropic", SPI_GENERATION)
        .displayName("Anthropic Claude")
        .homepage("https://platform.claude.com/docs")
        .authentication(Authentication.requiresOneAtHome(API_KEY, AUTH_TOKEN))
        .options(HttpOptions.with(BASE_URL, API_KEY, AUTH_TOKEN, MODELS, MAX_TOKENS, VERSION, BETA))
        .capabilities(
            AnthropicDriver.capabilities(
                MODELS.defaultValue().orElseThrow(), VERSION.defaultValue().orElseThrow()))
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new AnthropicDriver(config);
  }
}
