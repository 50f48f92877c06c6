package dev.runnel.provider.gemini;

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

/** Google's Gemini API. */
public final class GeminiProvider implements Provider {
  static final Option<URI> BASE_URL =
      StandardOptions.baseUrl("https://generativelanguage.googleapis.com");

  /** The last of two variables counts, and Google's own clients prefer this one. */
  static final Option<Secret> API_KEY =
      Option.secret("api-key")
          .fromEnvironment("GEMINI_API_KEY", "GOOGLE_API_KEY")
          .describedAs("Your key, from https://aistudio.google.com/apikey");

  static final Option<String> API_VERSION =
      Option.text("api-version")
          .defaultsTo("v1beta")
          .describedAs("The version of the interface, which follows the address");

  /** The first name stands for whichever Flash model is the newest, so that it does not age. */
  static final Option<List<String>> MODELS =
      StandardOptions.models(
          "gemini-flash-latest",
          "gemini-4-argon",
          "gemini-3.8-flash",
          "gemini-3.6-flash",
          "gemini-3.5-flash-lite",
          "gemini-3.1-flash-lite",
          "gemini-pro-latest",
          "gemini-flash-lite-latest");

  static final Option<Boolean> THOUGHTS =
      Option.flag("thoughts")
          .defaultsTo(false)
          .describedAs("Ask for summaries of thoughts also where no reasoning effort is asked for");

  /** Found by name; see {@code META-INF/services}. */
  public GeminiProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("gemini", SPI_GENERATION)
        .displayName("Google Gemini")
        .homepage("https://ai.google.dev/gemini-api/docs")
        .authentication(Authentication.requiresAtHome(API_KEY))
        .options(HttpOptions.with(BASE_URL, API_KEY, MODELS, API_VERSION, THOUGHTS))
        .capabilities(GeminiDriver.capabilities(MODELS.defaultValue().orElseThrow()))
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new GeminiDriver(config);
  }
}
