package dev.runnel.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Feature;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Support;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Providers that the program brings itself, without a services file. */
@Timeout(60)
class AddedProvidersTest {
  @TempDir Path folder;

  /** Says its own name. */
  private record Named(String id, String says) implements Provider {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder(id, Provider.SPI_GENERATION).build();
    }

    @Override
    public Driver connect(EndpointConfig config) {
      return new Driver() {
        @Override
        public Capabilities capabilities() {
          return Capabilities.builder().openEnded().build();
        }

        @Override
        public void start(ChatRequest request, Exchange exchange) {
          exchange.token(says);
          exchange.finish(FinishReason.STOP);
          exchange.complete();
        }
      };
    }
  }

  @Test
  void severalOfOneClassAreToldApartByTheirIds() {
    try (Providers providers =
        Providers.of(new Named("north", "cold"), new Named("south", "warm"))) {
      assertThat(providers.found()).extracting(FoundProvider::id).containsExactly("north", "south");
      assertThat(answer(providers, "south")).isEqualTo("warm");
    }
  }

  @Test
  void whereTheyAreGivenNobodyElseIsLookedFor() throws IOException {
    try (URLClassLoader found = jarWith("acme");
        Providers providers = asContextOf(found, () -> Providers.of(new Named("mine", "here")))) {
      assertThat(providers.found()).extracting(FoundProvider::id).containsExactly("mine");
      assertThat(providers.quarantined()).isEmpty();
    }
  }

  @Test
  void oneThatIsAddedStandsBesideThoseThatAreFoundAndWinsOverItsNamesake() throws IOException {
    try (URLClassLoader found = jarWith("acme");
        Providers providers =
            Providers.builder()
                .loader(found)
                .add(new Named("mine", "here"))
                .add(new Named("acme", "mine"))
                .discover()) {
      assertThat(providers.found()).extracting(FoundProvider::id).containsExactly("acme", "mine");
      assertThat(answer(providers, "acme")).isEqualTo("mine");
      assertThat(providers.quarantined())
          .singleElement()
          .satisfies(one -> assertThat(one.reason()).contains("two providers have the id 'acme'"));
    }
  }

  @Test
  void aPreferenceWinsOverWhatIsAdded() throws IOException {
    try (URLClassLoader found = jarWith("acme");
        Providers providers =
            Providers.builder()
                .loader(found)
                .add(new Named("acme", "mine"))
                .prefer("acme", "com.acme.Acme")
                .discover()) {
      assertThat(answer(providers, "acme")).isEqualTo("Hello from acme");
    }
  }

  /** The provider of the first page of docs/writing-a-provider.md. */
  private static final class Echo implements Provider {
    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("echo", SPI_GENERATION).build();
    }

    @Override
    public Driver connect(EndpointConfig config) {
      return (request, exchange) -> {
        exchange.token("You said: " + request.lastMessage().text());
        exchange.complete();
      };
    }
  }

  @Test
  void aDriverThatIsALambdaAnswersAndClaimsNothing() {
    try (Providers providers = Providers.of(new Echo())) {
      assertThat(answer(providers, "echo")).isEqualTo("You said: Hi");
      assertThat(providers.connect("echo").capabilities())
          .isEqualTo(providers.require("echo").description().capabilities())
          .isSameAs(Capabilities.UNKNOWN);
      assertThat(Capabilities.UNKNOWN.offers("any")).isTrue();
      assertThat(Capabilities.UNKNOWN.feature(Feature.IMAGES)).isEqualTo(Support.UNKNOWN);
      assertThat(Capabilities.UNKNOWN.honoured()).isEmpty();
    }
  }

  private static String answer(Providers providers, String id) {
    return providers
        .connect(id)
        .call(ChatRequest.of("Hi"))
        .answer()
        .toCompletableFuture()
        .join()
        .text();
  }

  private static <T> T asContextOf(ClassLoader loader, java.util.function.Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URLClassLoader jarWith(String id) throws IOException {
    Path jar =
        new JarForge(folder)
            .source("com.acme.Acme", Sources.provider("com.acme.Acme", id))
            .service("com.acme.Acme")
            .jar("acme.jar");
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, Provider.class.getClassLoader());
  }
}
