package dev.runnel.provider.ollama;

import dev.runnel.api.Secret;
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

/** Ollama: models on one's own machine, or on another that runs it; and its makers' cloud. */
public final class OllamaProvider implements Provider {
  static final Option<URI> BASE_URL =
      StandardOptions.baseUrl(OllamaAddress.DEFAULT)
          .readBy(OllamaAddress::read)
          .fromEnvironment("OLLAMA_HOST")
          .describedAs("Where Ollama is: a host, host:port or an address, as in OLLAMA_HOST");

  static final Option<Secret> API_KEY =
      Option.secret("api-key").describedAs("The key; a server of one's own mostly wants none");

  static final Option<List<String>> MODELS =
      StandardOptions.models()
          .describedAs("Models to offer beside those that are there, the default one first");

  static final Option<String> KEEP_ALIVE =
      Option.text("keep-alive")
          .readBy(KeepAlive::check)
          .describedAs("How long a model stays in memory after a request: 10m, 0, -1 for ever");

  static final Option<Long> NUM_CTX =
      Option.integer("num-ctx")
          .describedAs("How many tokens of the conversation a model sees; default: Ollama's");

  static final Option<Boolean> TRUNCATE =
      Option.flag("truncate")
          .defaultsTo(false)
          .describedAs("Let Ollama leave out the oldest messages where all are too many");

  private static final String CLOUD = "https://ollama.com";

  /** Found by name; see {@code META-INF/services}. */
  public OllamaProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("ollama", SPI_GENERATION)
        .displayName("Ollama")
        .homepage("https://ollama.com/")
        .local("start it with `ollama serve`")
        .options(HttpOptions.with(BASE_URL, API_KEY, MODELS, KEEP_ALIVE, NUM_CTX, TRUNCATE))
        .authentication(Authentication.optional(API_KEY))
        .capabilities(OllamaCapabilities.of(List.of(), false))
        .presets(
            EndpointPreset.builder("ollama-cloud")
                .displayName("Ollama's cloud")
                .homepage("https://ollama.com/cloud")
                .set(BASE_URL, CLOUD)
                .variable(API_KEY, "OLLAMA_API_KEY")
                .authentication(Authentication.requires(API_KEY))
                .capabilities(OllamaCapabilities.of(List.of(), true))
                .build())
        .build();
  }

  /** Whether an address is that of the makers' own service. */
  static boolean isCloud(URI address) {
    return "ollama.com".equalsIgnoreCase(address.getHost());
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new OllamaDriver(config);
  }
}
