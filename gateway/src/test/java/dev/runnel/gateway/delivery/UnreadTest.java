package dev.runnel.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.config.keys.CallerKey;
import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.config.keys.CallerKeys;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.report.Ending;
import dev.runnel.gateway.report.RequestReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of HTTP/2 that open no window: whatever they are sent, they take nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class UnreadTest {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient shut = client(0);
  private final HttpClient open = client(1 << 16);
  private Path folder;
  private Stage stage;

  private HttpClient client(int window) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setInitialSettings(new Http2Settings().setInitialWindowSize(window)));
  }

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    stage = new Stage(folder);
  }

  @AfterAll
  void stop() throws Exception {
    join(vertx.close());
    stage.close();
  }

  @BeforeEach
  void forget() throws Exception {
    stage.forget();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/models, 200",
    "GET, /v1/models/none, 404",
    "POST, /v1/messages/count_tokens, 400",
    "POST, /v1/chat/completions, 400"
  })
  void aDocumentIsNotWaitedForForEver(String method, String path, int status) throws Exception {
    try (Gateway gateway = stage.gateway(Stage.PATIENT.withSlowClient(Duration.ofMillis(200)))) {
      assertThat(join(send(shut, gateway, method, path, "{}")).statusCode()).isEqualTo(status);

      RequestReport report = stage.report();
      assertThat(report.status()).hasValue(status);
      assertThat(report.ending()).isEqualTo(status == 200 ? Ending.SLOW_CLIENT : Ending.REFUSED);
      Stage.await("an open request", () -> gateway.requestsOpen() == 0);
    }
  }

  @Test
  void whoIsRefusedAtTheDoorTakesNobodysPlace() throws Exception {
    CallerKeyFile file = CallerKeyFile.at(folder.resolve("keys"));
    CallerKey.Made key =
        CallerKeys.make(
            "a", List.of(), CallerKey.Limits.NONE, Instant.EPOCH, Optional.<Instant>empty());
    file.add(key.kept(), Instant.now());
    try (Gateway gateway =
        Gateway.builder(stage.live)
            .settings(before -> before.with("concurrency", "1", "test"))
            .keys(file)
            .start()) {
      assertThat(join(send(shut, gateway, "GET", "/v1/models", "")).statusCode()).isEqualTo(401);
      assertThat(gateway.requestsOpen()).isEqualTo(1);

      assertThat(
              join(send(open, gateway, "GET", "/v1/models", "", key.secret().reveal()))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  private static Future<HttpClientResponse> send(
      HttpClient client, Gateway gateway, String method, String path, String body, String... key) {
    return client
        .request(
            HttpMethod.valueOf(method),
            gateway.origin().getPort(),
            gateway.origin().getHost(),
            path)
        .compose(
            request -> {
              if (key.length > 0) {
                request.putHeader("x-api-key", key[0]);
              }
              request.putHeader("content-type", "application/json");
              return request.send(Buffer.buffer(body));
            })
        .onSuccess(response -> response.exceptionHandler(cut -> {}));
  }

  private static <T> T join(Future<T> future) throws Exception {
    CompletableFuture<T> waiting = future.toCompletionStage().toCompletableFuture();
    return waiting.get(20, TimeUnit.SECONDS);
  }
}
