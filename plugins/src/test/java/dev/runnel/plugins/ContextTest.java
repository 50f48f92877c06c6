package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.TokenSink;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.spi.EndpointConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose context class loader a thread has, on every way into a plugin and back out of it. */
@Timeout(60)
class ContextTest {
  /** Each place notes itself where the context class loader is not the plugin's own. */
  private static final String SOURCE =
      """
      package acme;

      import dev.runnel.api.*;
      import dev.runnel.spi.*;
      import java.util.List;
      import java.util.concurrent.*;

      public class Acme implements Provider {
        static void seen(String where) {
          boolean own = Thread.currentThread().getContextClassLoader()
              == Acme.class.getClassLoader();
          System.getProperties().merge("acme.seen", " " + where + (own ? "" : "!"),
              (before, more) -> before + "" + more);
        }

        static final Option<String> WORD = Option.text("word").readBy(text -> {
          seen("reader");
          return text;
        });

        public Acme() {
          seen("constructor");
        }

        @Override
        public ProviderDescription describe() {
          seen("describe");
          return ProviderDescription.builder("acme", SPI_GENERATION).options(WORD).build();
        }

        @Override
        public Driver connect(EndpointConfig config) {
          seen("connect");
          return new Driver() {
            @Override
            public Capabilities capabilities() {
              seen("capabilities");
              return Capabilities.builder().models("m").build();
            }

            @Override
            public CompletionStage<List<ModelInfo>> models() {
              seen("models");
              return CompletableFuture.completedFuture(List.of());
            }

            @Override
            public boolean onEventLoop() {
              seen("onEventLoop");
              return false;
            }

            @Override
            public void start(ChatRequest request, Exchange exchange) {
              seen("start");
              exchange.onAbort(() -> seen("abort"));
              exchange.onDemand(() -> {
                seen("demand");
                exchange.token("two");
              });
              exchange.batch(() -> {
                seen("batch");
                exchange.token("one");
              });
              seen("started");
            }

            @Override
            public void close() {
              seen("close");
            }
          };
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void inAPluginItIsThePluginsAndInTheProgramItIsTheProgramsOnEveryWay() throws Exception {
    Workshop.provider("acme.Acme", SOURCE).jar(folder.resolve("acme.jar"));
    ClassLoader program = Thread.currentThread().getContextClassLoader();
    Set<String> strange = new ConcurrentSkipListSet<>();
    System.clearProperty("acme.seen");

    // Delivered directly: the consumer runs within the plugin's own calls.
    try (CallRuntime direct = CallRuntime.builder().direct().build();
        Providers providers =
            Plugins.in(List.of(folder))
                .addTo(Providers.builder().only().runtime(direct))
                .discover();
        ChatClient client =
            providers.connect(
                EndpointConfig.builder(providers.require("acme").description())
                    .set("word", "x")
                    .build())) {
      client.models().toCompletableFuture().join();
      client.call(ChatRequest.of("Hi")).tokens().close();
      CountDownLatch both = new CountDownLatch(2);
      Call call = client.call(ChatRequest.of("Hi"));
      call.stream(
          new TokenSink() {
            @Override
            public void onStart(Call started) {}

            @Override
            public void onToken(String token) {
              if (Thread.currentThread().getContextClassLoader() != program) {
                strange.add(token);
              }
              both.countDown();
            }
          });
      call.request(1);
      call.request(1);
      assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
      call.cancel();
      call.outcome().toCompletableFuture().join();
    }

    String seen = System.getProperty("acme.seen");
    System.clearProperty("acme.seen");
    assertThat(seen.split(" ", -1))
        .contains(
            "constructor",
            "describe",
            "connect",
            "capabilities",
            "reader",
            "models",
            "start",
            "started",
            "batch",
            "demand",
            "abort",
            "onEventLoop",
            "close")
        .noneMatch(where -> where.endsWith("!"));
    assertThat(strange).isEmpty();
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(program);
  }

  @Test
  void theThreadsOfTheProgramDoNotInheritIt() throws IOException {
    Workshop.provider("acme.Acme", Sources.answering("acme.Acme", "acme", "\"x\""))
        .jar(folder.resolve("acme.jar"));
    ClassLoader program = Thread.currentThread().getContextClassLoader();

    try (Loaded loaded = Loaded.from(folder)) {
      ClassLoader[] consumers = new ClassLoader[1];
      Call call = loaded.providers().connect("acme").call(ChatRequest.of("Hi"));
      call.stream(token -> consumers[0] = Thread.currentThread().getContextClassLoader());
      call.outcome().toCompletableFuture().join();

      assertThat(consumers[0]).isSameAs(program);
    }
  }
}
