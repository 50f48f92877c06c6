package dev.runnel.gateway.delivery;

import static dev.runnel.gateway.delivery.Stage.PATIENT;
import static dev.runnel.gateway.delivery.Stage.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Outcome;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.report.Ending;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A client that leaves takes its call with it, whatever the call is doing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class DepartureTest {
  private static final String CHAT = "/v1/chat/completions";

  private final Worker worker = new Worker();
  private MutePort mute;
  private Stage stage;
  private Gateway gateway;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    mute = new MutePort();
    stage =
        new Stage(
            folder,
            builder ->
                builder
                    .limits("anthropic", EndpointLimits.NONE.withConcurrency(1))
                    .endpoint("mute", "openai", "test")
                    .option("mute.base-url=http://127.0.0.1:" + mute.port() + "/v1", "test")
                    .observer(worker));
    gateway = stage.gateway(PATIENT);
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    stage.close();
    mute.close();
  }

  @BeforeEach
  void forget() throws Exception {
    stage.forget();
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void beforeTheHeadOfTheUpstream(boolean streaming, boolean reset) throws Exception {
    leaves(Script.nothing().stayOpen(), chat(streaming), reset);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void beforeTheFirstContent(boolean streaming) throws Exception {
    leaves(Script.nothing().role().stayOpen(), chat(streaming), false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void inMidStream(boolean streaming) throws Exception {
    leaves(Script.nothing().role().tokens("Hel").stayOpen(), chat(streaming), false);
  }

  private void leaves(Script script, String body, boolean reset) throws Exception {
    Gate gate = Gate.shut();
    stage.answers(script.await(gate));
    try (RawClient client = RawClient.of(gateway.origin())) {
      client.post(CHAT, body);
      gate.awaitReached();
      if (reset) {
        client.reset();
      }
    }

    stage.exchange().awaitClosedByPeer();
    assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(stage.report().ending()).isEqualTo(Ending.CLIENT_GONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void inABackOff(boolean streaming) throws Exception {
    stage.answers(Script.status(503).header("retry-after", "60").json("{}"));
    // Not the model of the other tests: it is left alone for that minute.
    String body = chat(streaming).replace("gpt-4o", streaming ? "gpt-4o-mini" : "gpt-4.1");
    try (RawClient client = RawClient.of(gateway.origin())) {
      client.post(CHAT, body);
      stage.exchange().awaitAnswered();
    }

    assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(stage.sandbox.exchanges()).hasSize(stage.seen() + 1);
  }

  @Test
  void inTheQueueOfAnEndpoint() throws Exception {
    String body = chat(true).replace("openai/gpt-4o", "anthropic/claude-sonnet-4-5");
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().role().tokens("Hel").await(gate).finish("stop").done());
    try (RawClient first = RawClient.of(gateway.origin())) {
      first.post(CHAT, body).readUntil("Hel");
      try (RawClient second = RawClient.of(gateway.origin())) {
        second.post(CHAT, body);
        stage.awaitQueued("anthropic");
      }
      assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
      gate.open();
      first.readUntil("[DONE]");
    }
    assertThat(stage.sandbox.exchanges()).hasSize(stage.seen() + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whileItsUpstreamIsConnectedTo(boolean streaming) throws Exception {
    try (RawClient client = RawClient.of(gateway.origin())) {
      client.post(CHAT, chat(streaming).replace("openai/gpt-4o", "mute/gpt-4o"));
      stage.awaitLoad("mute", load -> load.underWay() == 1);
    }

    assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(stage.report().ending()).isEqualTo(Ending.CLIENT_GONE);
    stage.awaitLoad("mute", load -> load.underWay() == 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whileItsCallIsBegunOnAWorker(boolean streaming) throws Exception {
    worker.hold();
    try (RawClient client = RawClient.of(gateway.origin())) {
      client.post(CHAT, chat(streaming));
      worker.awaitHeld();
    }
    assertThat(stage.report().ending()).isEqualTo(Ending.CLIENT_GONE);
    worker.goOn();

    assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    stage.awaitLoad("openai", load -> load.underWay() == 0);
  }

  @Test
  void whileItsBodyIsReadThereIsNoCall() throws Exception {
    try (RawClient client = RawClient.of(gateway.origin())) {
      client.send(RawClient.request(CHAT, chat(true)).replaceAll("(?s).{20}$", ""));
    }

    assertThat(stage.report().ending()).isEqualTo(Ending.CLIENT_GONE);
    assertThat(stage.outcomes).isEmpty();
  }

  @Test
  void withRequestsBehindIt() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().role().tokens("Hel").await(gate).stayOpen());
    try (RawClient client = RawClient.of(gateway.origin())) {
      client.send(RawClient.request(CHAT, chat(true)) + RawClient.request(CHAT, chat(true)));
      gate.awaitReached();
    }

    stage.exchange().awaitClosedByPeer();
    assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    assertThat(stage.sandbox.exchanges()).hasSize(stage.seen() + 1);
  }

  @ParameterizedTest
  @CsvSource({"true,false", "false,false", "true,true", "false,true"})
  void aStreamOfHttp2(boolean streaming, boolean upgraded) throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().role().tokens("Hel").await(gate).stayOpen());
    URI origin = gateway.origin();
    Vertx vertx = Vertx.vertx();
    try {
      HttpClient http =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(upgraded));
      HttpClientRequest request =
          join(
              http.request(HttpMethod.POST, origin.getPort(), origin.getHost(), CHAT)
                  .toCompletionStage()
                  .toCompletableFuture());
      request.exceptionHandler(ours -> {});
      request.putHeader("content-type", "application/json").end(Buffer.buffer(chat(streaming)));
      gate.awaitReached();
      if (upgraded) {
        Stage.await("the upgrade", () -> request.version() == HttpVersion.HTTP_2);
        request.connection().close();
      } else {
        request.reset();
      }

      stage.exchange().awaitClosedByPeer();
      assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
      assertThat(stage.report().ending()).isEqualTo(Ending.CLIENT_GONE);
    } finally {
      join(vertx.close().toCompletionStage().toCompletableFuture());
    }
  }

  private static <T> T join(CompletableFuture<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  /** Holds the worker on which a call begins. */
  private static final class Worker implements RunnerObserver {
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch release = new CountDownLatch(0);

    void hold() {
      held = new CountDownLatch(1);
      release = new CountDownLatch(1);
    }

    void awaitHeld() throws InterruptedException {
      assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
    }

    void goOn() {
      release.countDown();
    }

    @Override
    public void onRouted(RunnerCall call) {
      held.countDown();
      try {
        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
