package dev.runnel.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.live.LiveRunner;
import dev.runnel.config.settings.GatewaySettings;
import dev.runnel.discovery.Providers;
import dev.runnel.gateway.access.Callers;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.gateway.models.ModelCatalog;
import dev.runnel.gateway.models.ModelSettings;
import dev.runnel.gateway.observe.Metrics;
import dev.runnel.gateway.observe.Readiness;
import dev.runnel.gateway.report.OpenRequests;
import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.socket.Sockets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes on connections that are still there when the gateway ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrainingTest {
  private final Vertx vertx = Vertx.vertx();
  private final Providers providers = Providers.discover();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private LiveRunner live;
  private HttpServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    live =
        LiveRunner.builder(providers)
            .environment(Map.of("HOME", folder.toString()))
            .folder(folder)
            .start();
    Clock clock = Clock.systemUTC();
    Sockets sockets = new Sockets();
    Readiness readiness = new Readiness(live);
    OpenRequests open = new OpenRequests(clock, RequestListener.NONE, () -> 0);
    DeliverySettings delivery = DeliverySettings.DEFAULT;
    Clients clients = new Clients(sockets, delivery::slowClient);
    Operations operations =
        new Operations(vertx, live, readiness, new Metrics(), () -> true, open, clients);
    Forms forms = new Forms();
    Door door =
        new Door(
            Callers.of(Optional.empty(), () -> false, System::nanoTime, clock),
            () -> GatewaySettings.DEFAULT,
            true,
            readiness::isDraining,
            sockets,
            clients,
            forms);
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                Paths.router(
                    vertx,
                    new Intake(vertx, live, () -> delivery, clients, clock),
                    new ModelCatalog(live, clock, ModelSettings.DEFAULT),
                    operations,
                    door,
                    clients,
                    forms));
    operations.watch(server);
    join(server.listen(0, "127.0.0.1"));
    readiness.drain();
  }

  @AfterAll
  void stop() throws Exception {
    join(vertx.close());
    live.close();
    providers.close();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/chat/completions",
    "POST, /v1/messages",
    "POST, /v1/messages/count_tokens",
    "GET, /v1/models",
    "GET, /v1/models/any"
  })
  void everyPathOfTheApiIsRefused(String method, String path) throws Exception {
    HttpResponse<String> refused =
        http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("retry-after")).contains("1");
    assertThat(refused.headers().firstValue("x-should-retry")).isEmpty();
    assertThat(refused.body()).contains("\"error\"", "The gateway is shutting down");
  }

  private static <T> T join(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
