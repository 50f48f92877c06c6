package dev.runnel.runner;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Secret;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Providers for tests, each of a kind that routing tells apart, and the way to have some of them.
 */
public final class Cast {
  /**
   * Every driver that was connected or closed since {@link #found}, such as {@code +aunt -aunt}.
   */
  public static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  private Cast() {}

  /** Discovers exactly these providers, as if each were a jar's. */
  @SafeVarargs
  public static Providers found(Path folder, Class<? extends Provider>... types) {
    StringBuilder names = new StringBuilder();
    for (Class<?> type : types) {
      names.append(type.getName()).append('\n');
    }
    return found(folder, names.toString());
  }

  /** Discovers what a services file of this text names. */
  public static Providers found(Path folder, String servicesFile) {
    EVENTS.clear();
    try {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.writeString(services.resolve(Provider.class.getName()), servicesFile);
      return Providers.builder().loader(new OnlyThese(folder)).discover();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sees all classes and no services file but the folder's. */
  private static final class OnlyThese extends URLClassLoader {
    OnlyThese(Path folder) throws MalformedURLException {
      super(new URL[] {folder.toUri().toURL()}, Cast.class.getClassLoader());
    }

    @Override
    public java.util.Enumeration<URL> getResources(String name) throws IOException {
      return findResources(name);
    }
  }

  abstract static class Actor implements Provider {
    @Override
    public Driver connect(EndpointConfig config) {
      Capabilities capabilities = describe().capabilities();
      String id = config.endpoint();
      EVENTS.add("+" + id);
      return new Driver() {
        @Override
        public Capabilities capabilities() {
          return capabilities;
        }

        @Override
        public void start(ChatRequest request, Exchange exchange) {
          exchange.token(
              id + "/" + request.model().orElse("-") + (request.strict() ? " strictly" : ""));
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        }

        @Override
        public void close() {
          EVENTS.add("-" + id);
        }
      };
    }

    ProviderDescription.Builder named(String id) {
      return ProviderDescription.builder(id, SPI_GENERATION);
    }
  }

  /** Official, knows everything about itself, no base URL. */
  public static final class Aunt extends Actor {
    @Override
    public ProviderDescription describe() {
      return named("aunt")
          .options(Option.text("mood"), StandardOptions.models("aunt-1", "aunt-2"))
          .capabilities(
              Capabilities.builder()
                  .models("aunt-1", "aunt-2")
                  .supports(Feature.MULTI_TURN, Feature.SYSTEM_MESSAGES)
                  .lacks(Feature.IMAGES, Feature.TOOLS, Feature.JSON_SCHEMA, Feature.JSON_OBJECT)
                  .honours(RequestParameter.TEMPERATURE)
                  .build())
          .build();
    }
  }

  /** Official, takes any model, says nothing of its features, needs a key. */
  public static final class Vault extends Actor {
    static final Option<Secret> KEY = Option.secret("api-key").fromEnvironment("VAULT_API_KEY");

    @Override
    public ProviderDescription describe() {
      return named("vault")
          .options(
              StandardOptions.baseUrl("https://vault.example"),
              KEY,
              Option.uri("proxy"),
              Option.secret("proxy-credentials"),
              Option.list("no-proxy"))
          .authentication(Authentication.requires(KEY))
          .build();
    }
  }

  /** Unofficial, protected, has what {@link Aunt} has and more. */
  public static final class Ails extends Actor {
    @Override
    public ProviderDescription describe() {
      return named("ails")
          .unofficial()
          .options(StandardOptions.baseUrl("https://ails.example"), Option.uri("proxy"))
          .capabilities(
              Capabilities.builder()
                  .models("gpt-3.5-turbo")
                  .supports(Feature.MULTI_TURN, Feature.SYSTEM_MESSAGES)
                  .build())
          .build();
    }
  }

  /** Unofficial, takes only the last message. */
  public static final class Forgetful extends Actor {
    @Override
    public ProviderDescription describe() {
      return named("forgetful")
          .unofficial()
          .options(StandardOptions.baseUrl("http://127.0.0.1:9000"))
          .capabilities(
              Capabilities.builder()
                  .models("gpt-3.5-turbo")
                  .lacks(Feature.MULTI_TURN, Feature.SYSTEM_MESSAGES)
                  .honours(RequestParameter.CONVERSATION_ID)
                  .build())
          .build();
    }
  }

  /** Official, over plain http beyond this machine. */
  public static final class InClear extends Actor {
    @Override
    public ProviderDescription describe() {
      return named("in-clear")
          .options(StandardOptions.baseUrl("http://clear.example"), Option.uri("proxy"))
          .capabilities(Capabilities.builder().models("clear-1", "org/clear-2").build())
          .build();
    }
  }

  /**
   * Needs a key at home, knows its models by their beginnings, and other services by name: one that
   * needs only a key, one that needs an address, one on this machine, one whose id is {@link
   * Aunt}'s.
   */
  public static final class Cloud extends Actor {
    static final Option<URI> BASE = StandardOptions.baseUrl("https://cloud.example/v1");
    static final Option<Secret> KEY = Option.secret("api-key").fromEnvironment("CLOUD_API_KEY");
    static final Option<List<String>> MODELS = StandardOptions.models("cloud-1");
    static final Option<Long> TRIES = Option.integer("tries").fromEnvironment("CLOUD_TRIES");

    @Override
    public ProviderDescription describe() {
      return named("cloud")
          .options(BASE, KEY, MODELS, TRIES, Option.uri("proxy"))
          .authentication(Authentication.requiresAtHome(KEY))
          .capabilities(
              Capabilities.builder()
                  .models("cloud-1")
                  .openEnded()
                  .familiar("cloud-", "c9")
                  .supports(Feature.MULTI_TURN)
                  .build())
          .presets(
              EndpointPreset.builder("fast")
                  .displayName("Fast")
                  .set(BASE, "https://fast.example/v1")
                  .set(MODELS, "fast-1")
                  .set(TRIES, "3")
                  .variable(KEY, "FAST_API_KEY")
                  .authentication(Authentication.requiresAtHome(KEY))
                  .build(),
              EndpointPreset.builder("yours")
                  .needs(BASE, "https://you.example/v1")
                  .variable(KEY, "YOURS_API_KEY")
                  .authentication(Authentication.requires(KEY))
                  .build(),
              EndpointPreset.builder("deployed")
                  .set(BASE, "https://deployed.example/v1")
                  .needs(MODELS, "NAME")
                  .authentication(Authentication.optional(KEY))
                  .build(),
              EndpointPreset.builder("box")
                  .set(BASE, "http://127.0.0.1:1/v1")
                  .authentication(Authentication.optional(KEY))
                  .local("start it with `box`")
                  .build(),
              EndpointPreset.builder("aunt").set(BASE, "https://other-aunt.example").build())
          .build();
    }
  }

  /** Has a preset of an id that one of {@link Cloud} has, too. */
  public static final class Dust extends Actor {
    @Override
    public ProviderDescription describe() {
      return named("dust").presets(EndpointPreset.builder("fast").build()).build();
    }
  }

  /** A server on this machine. */
  public static final class Hearth extends Actor {
    @Override
    public ProviderDescription describe() {
      return named("hearth")
          .options(StandardOptions.baseUrl("http://127.0.0.1:1"), Option.uri("proxy"))
          .local("start it with `hearth serve`")
          .build();
    }
  }

  /** Cannot be connected. */
  public static final class Stillborn extends Actor {
    @Override
    public Driver connect(EndpointConfig config) {
      throw new IllegalStateException("no");
    }

    @Override
    public ProviderDescription describe() {
      return named("stillborn").build();
    }
  }

  /** Built for another generation. */
  public static final class Ancient extends Actor {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("ancient", 0).build();
    }
  }
}
