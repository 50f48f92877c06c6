package dev.runnel.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.gateway.Gateway;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of one stream of a connection of HTTP/2 is nothing to the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SharedConnectionTest {
  /** More than the 200 in half a minute that end a connection by default. */
  private static final int MANY = 300;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false),
          new PoolOptions().setHttp2MaxSize(1));
  private Stage stage;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stage = new Stage(folder, builder -> builder.breaker(BreakerSettings.NONE));
    gateway = stage.gateway(Stage.PATIENT);
  }

  @AfterAll
  void stop() throws Exception {
    join(vertx.close());
    gateway.close();
    stage.close();
  }

  @BeforeEach
  void forget() throws Exception {
    stage.forget();
  }

  @Test
  void manyThatTheirClientLeavesHarmNoOther() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(
        Script.nothing().role().tokens("Hel").await(gate).tokens("lo").finish("stop").done());
    Future<Buffer> longOne = join(begin()).body();
    gate.awaitReached();

    for (int i = 0; i < MANY; i++) {
      join(request().compose(one -> one.sendHead().onSuccess(sent -> one.reset(8))));
    }
    gate.open();

    assertThat(join(longOne).toString()).contains("[DONE]");
  }

  @Test
  void manyThatBreakOffHarmNoOther() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(
        Script.nothing().role().tokens("Hel").await(gate).tokens("lo").finish("stop").done());
    Future<Buffer> longOne = join(begin()).body();
    gate.awaitReached();
    Script broken = Script.nothing().role().tokens("Hel").close();
    for (int i = 0; i < MANY; i++) {
      stage.answers(broken);
    }

    Future<?>[] ends = new Future<?>[MANY];
    for (int i = 0; i < MANY; i++) {
      ends[i] = begin().compose(HttpClientResponse::body);
    }
    for (Future<?> end : ends) {
      assertThatThrownBy(() -> join(end)).hasMessageContaining("Stream reset");
    }
    gate.open();

    assertThat(join(longOne).toString()).contains("[DONE]");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneOnWhichNothingIsUnderWayAnyMoreIsIdle(boolean clientLeaves) throws Exception {
    Gate gate = Gate.shut();
    Script begun = Script.nothing().role().tokens("Hel").await(gate);
    stage.answers(clientLeaves ? begun.stayOpen() : begun.close());
    try (Gateway hasty =
        Gateway.builder(stage.live)
            .settings(before -> before.with("keep-alive", "100ms", "test"))
            .start()) {
      HttpClientRequest request = join(request(hasty));
      CompletableFuture<Void> closed = new CompletableFuture<>();
      request.connection().closeHandler(closed::complete);
      join(request.send(Stage.chat(true))).exceptionHandler(reset -> {});
      gate.awaitReached();
      if (clientLeaves) {
        request.reset(8);
      } else {
        gate.open();
      }

      closed.get(30, TimeUnit.SECONDS);
    }
  }

  private Future<HttpClientRequest> request() {
    return request(gateway);
  }

  private Future<HttpClientRequest> request(Gateway gateway) {
    return http.request(
            HttpMethod.POST,
            gateway.origin().getPort(),
            gateway.origin().getHost(),
            "/v1/chat/completions")
        .map(request -> request.putHeader("content-type", "application/json"))
        .onSuccess(request -> request.exceptionHandler(ours -> {}));
  }

  private Future<HttpClientResponse> begin() {
    return request().compose(request -> request.send(Stage.chat(true)));
  }

  private static <T> T join(Future<T> future) throws Exception {
    CompletableFuture<T> joined = future.toCompletionStage().toCompletableFuture();
    return joined.get(30, TimeUnit.SECONDS);
  }
}
