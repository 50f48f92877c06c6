package dev.runnel.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.runnel.sandbox.Sandbox;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Plugins in the assembled program: the distribution's own HTTP support, and its own services. */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows is another one")
class PluginsIT {
  /** Sees whether it can reach a library of the program, and asks over the program's HTTP. */
  private static final String SOURCE =
      """
      package acme;

      import dev.runnel.api.*;
      import dev.runnel.http.*;
      import dev.runnel.http.json.*;
      import dev.runnel.spi.*;
      import java.net.URI;

      public class Acme implements Provider {
        static final Option<URI> BASE_URL = Option.uri("base-url");

        @Override
        public ProviderDescription describe() {
          return ProviderDescription.builder("acme", SPI_GENERATION)
              .options(HttpOptions.with(BASE_URL)).build();
        }

        @Override
        public Driver connect(EndpointConfig config) {
          HttpTransport http = HttpTransport.open(config, BASE_URL);
          return http.driver(
              Capabilities.builder().models("gpt-4o-mini").build(),
              (request, exchange) -> {
                exchange.token(seen());
                JsonWriter body = new JsonWriter().beginObject();
                body.field("model", "gpt-4o-mini").field("stream", true);
                TextMessages.write(body.name("messages"), request.messages());
                HttpRequest post = http.post("/chat/completions").json(body.endObject());
                post.bearer(Secret.of("sk-test")).chatCompletion(exchange);
              });
        }

        private static String seen() {
          try {
            return "(sees " + Class.forName("io.vertx.core.Vertx") + ")";
          } catch (ClassNotFoundException e) {
            return "(isolated) ";
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aPluginAnswersOverTheProgramsHttpAndSeesNothingElseOfIt() throws Exception {
    Path plugins = Files.createDirectories(folder.resolve("runnel/plugins"));
    new Forge(plugins)
        .source("acme.Acme", SOURCE)
        .against(jars("core", "http"))
        .services("acme.Acme")
        .jar("acme.jar");

    try (Sandbox sandbox = Sandbox.start()) {
      Program.Result listed = runnel("plugins", "list").run();
      assertThat(listed.exit()).as(listed.err()).isZero();
      assertThat(listed.out())
          .isEqualTo("acme  1.2.3  SPI 1  " + plugins.resolve("acme.jar") + "\n");

      Program.Result answered =
          runnel("chat", "-p", "acme", "-o", "acme.base-url=" + sandbox.baseUrl("openai"), "Hi")
              .run();
      assertThat(answered.exit()).as(answered.err()).isZero();
      assertThat(answered.out()).startsWith("(isolated) ").hasSizeGreaterThan(20);
      assertThat(sandbox.violations()).isEmpty();
    }
  }

  @Test
  void ctrlCWhileAPluginIsFetchedEndsWith130AndChangesNothing() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.countDown();
          awaitQuietly(over);
          exchange.close();
        });
    server.start();
    Path settings =
        Files.writeString(
            folder.resolve("settings.xml"),
            """
            <settings>
              <localRepository>%s</localRepository>
              <mirrors><mirror><id>acme</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:%d/</url></mirror></mirrors>
            </settings>
            """
                .formatted(folder.resolve("local"), server.getAddress().getPort()));
    try (Live install =
        runnel("plugins", "install", "--settings", settings, "com.acme:acme:1").live()) {
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      install.signal("INT");

      assertThat(install.end().exit()).isEqualTo(130);
      assertThat(folder.resolve("runnel/plugins/plugins.lock")).doesNotExist();
      assertThat(folder.resolve("runnel/plugins/.installed")).doesNotExist();
    } finally {
      over.countDown();
      server.stop(0);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Program runnel(Object... words) {
    return Program.runnel(words).with("XDG_DATA_HOME", folder);
  }

  private static List<Path> jars(String... modules) {
    String version = System.getProperty("runnel.version");
    return Stream.of(modules)
        .map(one -> "lib/runnel-" + one + "-" + version + ".jar")
        .map(Program.distribution()::resolve)
        .toList();
  }
}
