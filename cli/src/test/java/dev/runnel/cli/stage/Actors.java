package dev.runnel.cli.stage;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Providers without a network, one for each kind that the commands tell apart. */
public final class Actors {
  private Actors() {}

  /** Does in a call what {@link Play} says. */
  abstract static class Actor implements Provider {
    @Override
    public Driver connect(EndpointConfig config) {
      Capabilities capabilities = describe().capabilities();
      return new Driver() {
        @Override
        public Capabilities capabilities() {
          return capabilities;
        }

        @Override
        public void start(ChatRequest request, Exchange exchange) {
          Play.act(config, request, exchange);
        }

        @Override
        public CompletionStage<List<ModelInfo>> models() {
          return Play.askedForModels();
        }
      };
    }
  }

  /** Official, in this process, without any need. */
  public static final class Aunt extends Actor {
    static final Option<String> MOOD =
        Option.text("mood").defaultsTo("mild").describedAs("How she feels");

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("aunt", SPI_GENERATION)
          .displayName("Aunt Agatha")
          .homepage("https://aunt.example")
          .options(MOOD)
          .capabilities(
              Capabilities.builder()
                  .models("aunt-1", "aunt-2")
                  .supports(Feature.STREAMING, Feature.MULTI_TURN, Feature.SYSTEM_MESSAGES)
                  .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
                  .honours(RequestParameter.TEMPERATURE, RequestParameter.MAX_TOKENS)
                  .parameter("model", "String")
                  .parameter("messages", "List<Message>")
                  .build())
          .build();
    }
  }

  /** Unofficial, over https. */
  public static final class Ails extends Actor {
    static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://ails.example");

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("ails", SPI_GENERATION)
          .displayName("AI.LS")
          .unofficial()
          .options(BASE_URL, Option.uri("proxy"), Option.integer("tries").defaultsTo(1L))
          .capabilities(
              Capabilities.builder()
                  .models("gpt-3.5-turbo")
                  .supports(Feature.MULTI_TURN, Feature.SYSTEM_MESSAGES)
                  .lacks(Feature.IMAGES, Feature.TOOLS)
                  .honours(RequestParameter.MESSAGES, RequestParameter.TEMPERATURE)
                  .parameter("model", "String")
                  .parameter("messages", "List<Message>")
                  .parameter("temperature", "double")
                  .parameter("stream", "boolean")
                  .build())
          .build();
    }
  }

  /** Unofficial, over plain http, and takes only the last message. */
  public static final class Lockchat extends Actor {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("lockchat", SPI_GENERATION)
          .unofficial()
          .options(StandardOptions.baseUrl("http://lockchat.example"))
          .capabilities(
              Capabilities.builder()
                  .models("gpt-4", "gpt-3.5-turbo")
                  .lacks(Feature.MULTI_TURN, Feature.SYSTEM_MESSAGES)
                  .honours(RequestParameter.MODEL, RequestParameter.MESSAGES)
                  .build())
          .build();
    }
  }

  /** Official, open-ended, needs a key. */
  public static final class Vault extends Actor {
    static final Option<Secret> KEY =
        Option.secret("api-key").fromEnvironment("VAULT_API_KEY").describedAs("Your key");

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("vault", SPI_GENERATION)
          .options(StandardOptions.baseUrl("https://vault.example"), KEY)
          .authentication(Authentication.requires(KEY))
          .capabilities(Capabilities.builder().models("vault-1").openEnded().build())
          .build();
    }
  }

  /**
   * Has the id of a service that the sandbox speaks; needs a key at home, and knows other services
   * by name, one of which has the id of {@link Aunt}.
   */
  public static final class OpenAi extends Actor {
    static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://openai.example/v1");
    static final Option<List<String>> MODELS = StandardOptions.models("gpt-5");
    static final Option<Secret> KEY = Option.secret("api-key").fromEnvironment("OPENAI_API_KEY");

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("openai", SPI_GENERATION)
          .options(BASE_URL, KEY, MODELS)
          .authentication(Authentication.requiresAtHome(KEY))
          .capabilities(
              Capabilities.builder().models("gpt-5").openEnded().familiar("gpt-5", "o3").build())
          .presets(
              EndpointPreset.builder("groq")
                  .displayName("Groq")
                  .homepage("https://groq.example")
                  .set(BASE_URL, "https://groq.example/openai/v1")
                  .set(MODELS, "llama-fast")
                  .variable(KEY, "GROQ_API_KEY")
                  .authentication(Authentication.requiresAtHome(KEY))
                  .build(),
              EndpointPreset.builder("vllm")
                  .set(BASE_URL, "http://127.0.0.1:1/v1")
                  .local("start it with `vllm serve`")
                  .build(),
              EndpointPreset.builder("azure")
                  .needs(BASE_URL, "https://you.example/openai/v1")
                  .variable(KEY, "AZURE_API_KEY")
                  .authentication(Authentication.requires(KEY))
                  .build(),
              EndpointPreset.builder("aunt").build())
          .build();
    }
  }

  /** A server on this machine, at a port where nobody listens. */
  public static final class Hearth extends Actor {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("hearth", SPI_GENERATION)
          .options(StandardOptions.baseUrl("http://127.0.0.1:1"))
          .local("start it with `hearth serve`")
          .build();
    }
  }

  /** Official, over plain http beyond this machine. */
  public static final class InClear extends Actor {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("in-clear", SPI_GENERATION)
          .options(StandardOptions.baseUrl("http://clear.example"))
          .capabilities(Capabilities.builder().models("clear-1").build())
          .build();
    }
  }
}
