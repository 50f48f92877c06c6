package dev.runnel.plugins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a plugin throws, wherever it does: it harms nobody but who asks for it. */
@Timeout(60)
class ThrowingPluginsTest {
  /** Fails at the place and in the way that a file in its jar says. */
  private static final String SOURCE =
"""
      package acme;

      import dev.runnel.api.*;
      import dev.runnel.spi.*;
      import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
      import java.util.concurrent.CompletionStage;

      public class Acme implements Provider {
        static final Object MADE = at("static", "");

        public Acme() {
          at("constructor", "");
        }

        @Override
        public ProviderDescription describe() {
          return at("describe", ProviderDescription.builder("acme", SPI_GENERATION).build());
        }

        @Override
        public Driver connect(EndpointConfig config) {
          return at("connect", new Room());
        }

        static class Room implements Driver {
          @Override
          public Capabilities capabilities() {
            return at("capabilities", Capabilities.builder().models("m").build());
          }

          @Override
          public CompletionStage<List<ModelInfo>> models() {
            return at("models", Driver.super.models());
          }

          @Override
          public void start(ChatRequest request, Exchange exchange) {
            exchange.token("Hello");
            at("start", "");
            exchange.complete();
          }

          @Override
          public void close() {
            at("close", "");
          }
        }

        static <T> T at(String place, T otherwise) {
          try (var in = Acme.class.getResourceAsStream("failing.txt")) {
            String[] words = new String(in.readAllBytes()).split(" ");
            return words[0].equals(place) ? fail(words[1]) : otherwise;
          } catch (java.io.IOException e) {
            throw Acme.<RuntimeException>sneak(e);
          }
        }

        static <T> T fail(String what) throws java.io.IOException {
          switch (what) {
            case "exception": throw new IllegalStateException("no licence");
            case "checked": throw new java.io.IOException("no licence");
            case "link": throw new NoSuchMethodError("no licence");
            case "memory": throw new OutOfMemoryError("no licence");
            case "death": throw new ThreadDeath();
            case "mute": throw new Mute();
            case "deep": return fail(what);
            case "null": return null;
            default: throw new AssertionError(what);
          }
        }

        static class Mute extends RuntimeException {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no words");
          }

          @Override
          public String toString() {
            throw new IllegalStateException("no words");
          }
        }

        @SuppressWarnings("unchecked")
        static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
          throw (T) thrown;
        }
      }
      """;

  /** Compiled once, for all tests. */
  private static final Workshop ACME = Workshop.provider("acme.Acme", SOURCE);

  private static final Map<String, byte[]> CLASSES = ACME.contents();
  private static final Workshop FINE =
      Workshop.provider("acme.Fine", Sources.answering("acme.Fine", "fine", "\"Hello\""));
  private static final Map<String, byte[]> FINE_CLASSES = FINE.contents();

  @TempDir Path folder;

  @BeforeEach
  void anotherThatWorks() throws IOException {
    FINE.jar(folder.resolve("fine.jar"), FINE_CLASSES);
  }

  private void failing(String place, String what) throws IOException {
    Map<String, byte[]> contents = new LinkedHashMap<>(CLASSES);
    contents.put("acme/failing.txt", (place + " " + what).getBytes(UTF_8));
    ACME.jar(folder.resolve("acme.jar"), contents);
  }

  /** What everybody is told of it. */
  private static String cause(String what) {
    return switch (what) {
      case "deep" -> "StackOverflowError";
      case "death" -> "ThreadDeath";
      case "null" -> "null";
      case "mute" -> "acme.Acme$Mute"; // its class, since it can say nothing
      default -> "no licence";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "static, exception",
    "static, link",
    "static, deep",
    "static, memory",
    "static, mute",
    "constructor, exception",
    "constructor, checked",
    "constructor, link",
    "constructor, memory",
    "constructor, deep",
    "constructor, death",
    "constructor, mute",
    "describe, checked",
    "describe, link",
    "describe, memory",
    "describe, deep",
    "describe, null",
    "describe, death",
    "describe, mute",
    "connect, checked",
    "connect, link",
    "connect, memory",
    "connect, deep",
    "connect, null",
    "connect, mute",
    "capabilities, checked",
    "capabilities, link",
    "capabilities, memory",
    "capabilities, deep",
    "capabilities, null",
    "capabilities, mute"
  })
  void whereItIsMadeOrDescribedOrConnectedItHasOneLineAndTheOthersWork(String place, String what)
      throws IOException {
    failing(place, what);

    try (Loaded loaded = Loaded.from(folder)) {
      List<PluginStatus> statuses = loaded.statuses();

      assertThat(statuses.get(0).working()).isEmpty();
      assertThat(statuses.get(0).broken())
          .singleElement()
          .satisfies(one -> assertThat(one.reason()).contains(cause(what)).doesNotContain("\n"));
      assertThat(statuses.get(1).working()).hasSize(1);
      assertThat(loaded.ask("fine")).isEqualTo("Hello");
      assertThatThrownBy(() -> loaded.ask("acme")).hasMessageContaining(cause(what));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "checked", "link", "memory", "deep", "death", "mute"})
  void inACallItIsThatCallsFailureAndTheNextIsAskedAgain(String what) throws IOException {
    failing("start", what);

    try (Loaded loaded = Loaded.from(folder)) {
      for (int i = 0; i < 2; i++) {
        var call = loaded.providers().connect("acme").call(ChatRequest.of("Hi"));
        assertThatThrownBy(call.answer().toCompletableFuture()::join).isNotNull();
        Outcome outcome = call.outcome().toCompletableFuture().join();

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(((Outcome.Failed) outcome).cause().kind()).isEqualTo(ErrorKind.INTERNAL);
      }
      assertThat(loaded.ask("fine")).isEqualTo("Hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "checked", "link", "memory", "deep", "null", "mute"})
  void inTheListOfModelsItIsThatListsFailure(String what) throws IOException {
    failing("models", what);

    try (Loaded loaded = Loaded.from(folder)) {
      var models = loaded.providers().connect("acme").models().toCompletableFuture();

      assertThatThrownBy(models::join).hasCauseInstanceOf(ChatException.class);
      assertThat(loaded.ask("acme")).isEqualTo("Hello");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "checked", "link", "memory", "deep", "mute"})
  void inClosingItIsNobodysFailure(String what) throws IOException {
    failing("close", what);

    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.ask("acme")).isEqualTo("Hello");
    }
  }

  @Test
  void whatAConsumerThrowsIsTheConsumersAndNotThePlugins() throws IOException {
    try (Loaded loaded = Loaded.from(folder)) {
      var call = loaded.providers().connect("fine").call(ChatRequest.of("Hi"));
      TokenSink sink =
          token -> {
            throw new IllegalStateException("disk full");
          };
      call.stream(sink);

      Outcome outcome = call.outcome().toCompletableFuture().join();
      assertThat(((Outcome.Failed) outcome).cause().kind()).isEqualTo(ErrorKind.CONSUMER);
      assertThat(loaded.ask("fine")).isEqualTo("Hello");
    }
  }

  @Test
  void aClassThatIsMissingOnlyWhenItIsAskedIsSaidByName() throws IOException {
    Workshop acme =
        Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "lib.Lib.get()"))
            .source(
                "lib.Lib",
                "package lib; public class Lib { public static int get() { return 1; } }");
    var contents = acme.contents();
    contents.remove("lib/Lib.class");
    acme.jar(folder.resolve("acme.jar"), contents);

    try (Loaded loaded = Loaded.from(folder)) {
      assertThat(loaded.statuses().get(0).working()).hasSize(1);
      assertThatThrownBy(() -> loaded.ask("acme"))
          .hasMessageContaining("lib")
          .hasMessageContaining("Lib");
      assertThat(loaded.ask("fine")).isEqualTo("Hello");
    }
  }
}
