package dev.runnel.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.guard.CallRuntime;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Finding providers by name, and connecting. */
@Timeout(60)
class ProvidersTest {
  private static Supplier<Driver> connects;
  private static final AtomicInteger CLOSES = new AtomicInteger();

  @TempDir Path folder;
  private URLClassLoader loader;

  /** Connects as a test says. */
  public static final class Pliable implements Provider {
    static final Option<Long> PORT = Option.integer("port");

    @Override
    public ProviderDescription describe() {
      return ProviderDescription.builder("pliable", Provider.SPI_GENERATION)
          .options(PORT, StandardOptions.LENIENT_END)
          .build();
    }

    @Override
    public Driver connect(EndpointConfig config) {
      return connects.get();
    }
  }

  /** Is never found. */
  public static final class Broken implements Provider {
    @Override
    public ProviderDescription describe() {
      throw new IllegalStateException("broken");
    }

    @Override
    public Driver connect(EndpointConfig config) {
      throw new IllegalStateException("broken");
    }
  }

  private static final class Plain implements Driver {
    @Override
    public Capabilities capabilities() {
      return Capabilities.builder().openEnded().build();
    }

    @Override
    public void start(ChatRequest request, Exchange exchange) {
      exchange.token("x");
      exchange.endOfInput();
    }

    @Override
    public void close() {
      CLOSES.incrementAndGet();
    }
  }

  @BeforeEach
  void aLoader() throws IOException {
    connects = Plain::new;
    CLOSES.set(0);
    loader = naming(Pliable.class.getName());
  }

  private URLClassLoader naming(String... classes) throws IOException {
    Path classesFolder = Files.createTempDirectory(folder, "services");
    Path services = classesFolder.resolve(JarForge.SERVICES);
    Files.createDirectories(services.getParent());
    Files.write(services, List.of(classes), StandardCharsets.UTF_8);
    return new URLClassLoader(
        new URL[] {classesFolder.toUri().toURL()}, Provider.class.getClassLoader());
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  private Providers discover() {
    return Providers.builder().loader(loader).discover();
  }

  @Test
  void aNearNameIsSuggested() {
    try (Providers providers = discover()) {
      UnknownProviderException unknown =
          catchThrowableOfType(UnknownProviderException.class, () -> providers.connect("pilable"));
      assertThat(unknown).hasMessage("There is no provider 'pilable'; did you mean 'pliable'?");
      assertThat(unknown.id()).isEqualTo("pilable");
    }
  }

  @Test
  void aFarNameIsToldWhatThereIs() {
    try (Providers providers = discover()) {
      assertThatExceptionOfType(UnknownProviderException.class)
          .isThrownBy(() -> providers.require("zzz"))
          .withMessage("There is no provider 'zzz'; found: pliable");
    }
  }

  @Test
  void whereThereIsNoneItIsSaidWhatToDo() throws IOException {
    try (URLClassLoader empty = naming();
        Providers providers = Providers.builder().loader(empty).discover()) {
      assertThatExceptionOfType(UnknownProviderException.class)
          .isThrownBy(() -> providers.require("acme"))
          .withMessage(
              "There is no provider 'acme', nor any other; put a provider's jar on the class path"
                  + " or the module path");
    }
  }

  @Test
  void brokenOnesThatCouldNotSayTheirNamesAreMentioned() throws IOException {
    try (URLClassLoader both = naming(Pliable.class.getName(), Broken.class.getName());
        Providers providers = Providers.builder().loader(both).discover()) {
      assertThatExceptionOfType(UnknownProviderException.class)
          .isThrownBy(() -> providers.require("acme"))
          .withMessageMatching(
              "There is no provider 'acme'; found: pliable \\(found but broken: .*\\)");
    }
  }

  @Test
  void aBadConfigurationIsTheProvidersToRefuse() {
    ConfigurationException own =
        new ConfigurationException(
            List.of(new ConfigurationException.Mistake("pliable.port", "", "is taken")));
    connects =
        () -> {
          throw own;
        };
    try (Providers providers = discover()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> providers.connect("pliable"))
          .isSameAs(own);
    }
  }

  @Test
  void whatElseConnectThrowsIsAFailureThatNamesTheJar() {
    for (Throwable thrown :
        List.of(
            new NoClassDefFoundError("acme/Dep"),
            new IllegalStateException("mine"),
            new StackOverflowError())) {
      connects =
          () -> {
            ProvidersTest.<RuntimeException>sneakyThrow(thrown);
            return new Plain();
          };
      try (Providers providers = discover()) {
        ChatException failure =
            catchThrowableOfType(ChatException.class, () -> providers.connect("pliable"));
        assertThat(failure.kind()).isEqualTo(ErrorKind.INTERNAL);
        assertThat(failure).hasCause(thrown).hasMessageContaining("could not connect");
        assertThat(failure.provider()).contains("pliable");
      }
    }
    connects = () -> null;
    try (Providers providers = discover()) {
      assertThatExceptionOfType(ChatException.class)
          .isThrownBy(() -> providers.connect("pliable"))
          .withMessageContaining("connect() gave null");
    }
  }

  @SuppressWarnings("unchecked") // the cast is gone at run time; that is the trick
  private static <T extends Throwable> void sneakyThrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void closingClosesEveryClientOnceAndNothingConnectsThereafter() {
    Providers providers = discover();
    ChatClient first = providers.connect("pliable");
    providers.connect("pliable");
    first.close();
    assertThat(CLOSES).hasValue(1);
    providers.close();
    providers.close();
    assertThat(CLOSES).hasValue(2);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> providers.connect("pliable"));
  }

  @Test
  void aSharedRuntimeStaysOpen() throws Exception {
    try (CallRuntime runtime = CallRuntime.create()) {
      try (Providers providers = Providers.builder().loader(loader).runtime(runtime).discover()) {
        providers.connect("pliable");
      }
      try (Providers again = Providers.builder().loader(loader).runtime(runtime).discover()) {
        assertThat(outcome(again.connect("pliable"))).isInstanceOf(Outcome.Incomplete.class);
      }
    }
  }

  @Test
  void theLenientEndIsTheGuardsToKeep() {
    try (Providers providers = discover()) {
      EndpointConfig.Builder config =
          EndpointConfig.builder(providers.require("pliable").description()).endpoint("mine");
      assertThat(outcome(providers.connect(config.build()))).isInstanceOf(Outcome.Incomplete.class);
      ChatClient lenient = providers.connect(config.set("lenient-end", "true").build());
      assertThat(outcome(lenient)).isInstanceOf(Outcome.Completed.class);
      assertThat(lenient.endpoint()).isEqualTo("mine");
      assertThat(lenient.provider()).isEqualTo("pliable");
    }
  }

  private static Outcome outcome(ChatClient client) {
    Call call = client.call(ChatRequest.of("Hi"));
    call.stream(token -> {});
    return call.outcome().toCompletableFuture().join();
  }
}
