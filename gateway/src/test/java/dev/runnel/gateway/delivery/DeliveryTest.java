package dev.runnel.gateway.delivery;

import static dev.runnel.gateway.delivery.Stage.LONG;
import static dev.runnel.gateway.delivery.Stage.PATIENT;
import static dev.runnel.gateway.delivery.Stage.chat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Outcome;
import dev.runnel.api.Warning;
import dev.runnel.gateway.Gateway;
import dev.runnel.gateway.report.Ending;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class DeliveryTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final Duration SOON = Duration.ofMillis(20);

  private Stage stage;
  private Gateway patient;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stage = new Stage(folder);
    patient = stage.gateway(PATIENT);
  }

  @AfterAll
  void stop() {
    patient.close();
    stage.close();
  }

  @BeforeEach
  void forget() throws Exception {
    stage.forget();
  }

  @Test
  void theHeadWaitsForTheFirstContent() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().role().await(gate).then(Script.answer("Hel", "lo")));
    try (RawClient client = RawClient.of(patient.origin())) {
      client.post(CHAT, chat(true));
      gate.awaitReached();
      assertThat(client.isSilent()).isTrue();
      gate.open();
      RawResponse response = client.response();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.end()).isEqualTo(RawResponse.End.LAST_CHUNK);
      assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain("\n:");
      assertThat(response.header("content-type")).contains("text/event-stream; charset=utf-8");
      assertThat(response.header("cache-control")).contains("no-cache");
      assertThat(response.header("x-accel-buffering")).contains("no");
      assertThat(response.header("x-runnel-provider")).contains("openai");
      assertThat(response.header("x-runnel-model")).contains("gpt-4o");
      assertThat(response.header("x-runnel-attempts")).contains("1");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFailureBeforeTheFirstContentHasItsStatus(boolean streaming) throws Exception {
    stage.sandbox.play("fault-401");
    try (RawClient client = RawClient.of(patient.origin())) {
      RawResponse response = client.post(CHAT, chat(streaming)).response();

      assertThat(response.status()).isEqualTo(401);
      assertThat(response.header("x-runnel-provider")).contains("openai");
      assertThat(response.body()).startsWith("{\"error\":{");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatOfTheRequestIsDroppedIsSaidAtTheHead(boolean streaming) throws Exception {
    stage.answers(Script.answer("Hel", "lo"));
    String body =
        chat(streaming)
            .replace("openai/gpt-4o", "anthropic/claude-sonnet-4-5")
            .replace("{\"model\"", "{\"seed\":1,\"model\"");
    try (RawClient client = RawClient.of(patient.origin())) {
      RawResponse response = client.post(CHAT, body).response();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("x-runnel-warnings"))
          .contains("'anthropic' does not honour seed: dropped");
    }
    assertThat(stage.report().warnings())
        .extracting(Warning::message)
        .containsExactly("'anthropic' does not honour seed: dropped");
  }

  @Test
  void aStreamThatCommittedShowsThatItLivesAndThenWhoServes() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().role().await(gate).then(Script.answer("Hel", "lo")));
    try (Gateway hasty = stage.gateway(PATIENT.withCommitAfter(SOON).withHeartbeat(SOON));
        RawClient client = RawClient.of(hasty.origin())) {
      client.post(CHAT, chat(true));
      String early = client.readUntil(": keep-alive\n\n\r\n");
      gate.open();
      String late = client.readUntil("0\r\n\r\n");

      assertThat(early).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("x-runnel-provider");
      assertThat(late)
          .contains(
              """
              : x-runnel-provider: openai
              : x-runnel-model: gpt-4o
              : x-runnel-attempts: 1

              """)
          .contains("data: [DONE]");
    }
  }

  @Test
  void aFailureAfterTheHeadIsAnEventAndThenTheStreamIsCut() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().role().tokens("Hel").await(gate).reset());
    try (RawClient client = RawClient.of(patient.origin())) {
      client.post(CHAT, chat(true));
      gate.awaitReached();
      gate.open();
      RawResponse response = client.response();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.end()).isEqualTo(RawResponse.End.CUT);
      assertThat(response.body()).contains("\"Hel\"", "data: {\"error\":").doesNotContain("[DONE]");
    }
  }

  @Test
  void aFailureAfterAnEarlyHeadIsAnEventToo() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().await(gate).then(Script.status(401).json("{}")));
    stage.sandbox.answering(request -> Script.nothing().await(gate).then(Script.status(401)));
    try (Gateway hasty = stage.gateway(PATIENT.withCommitAfter(SOON));
        RawClient client = RawClient.of(hasty.origin())) {
      client.post(CHAT, chat(true));
      client.readUntil("keep-alive\n\n\r\n");
      gate.open();
      String rest = client.rest();

      assertThat(rest).contains("data: {\"error\":").doesNotContain("[DONE]", "0\r\n\r\n");
    }
  }

  @Test
  void aWholeAnswerNeverCommitsEarly() throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().await(gate).then(Script.status(401)));
    try (Gateway hasty = stage.gateway(PATIENT.withCommitAfter(SOON).withHeartbeat(SOON));
        RawClient stream = RawClient.of(hasty.origin());
        RawClient client = RawClient.of(hasty.origin())) {
      client.post(CHAT, chat(false));
      gate.awaitReached();
      stage.answers(Script.nothing().stayOpen());
      stream.post(CHAT, chat(true)).readUntil(": keep-alive\n\n"); // so long it would have waited
      assertThat(client.isSilent()).isTrue();
      gate.open();

      assertThat(client.response().status()).isEqualTo(401);
    }
  }

  @Test
  void requestsOfOneConnectionAreAnsweredInTurn() throws Exception {
    stage.answers(Script.answer("one"), Script.answer("two"));
    try (RawClient client = RawClient.of(patient.origin())) {
      client.send(RawClient.request(CHAT, chat(true)) + RawClient.request(CHAT, chat(false)));

      assertThat(client.response().body()).contains("\"one\"");
      assertThat(client.response().body()).contains("\"two\"");
    }
  }

  @Test
  void aSlowClientHoldsTheUpstreamBack() throws Exception {
    stage.answers(Script.nothing().role().flood("flood ".repeat(64)));
    try (RawClient client = RawClient.of(patient.origin(), 4096)) {
      client.post(CHAT, chat(true));
      Exchange upstream = stage.exchange();
      upstream.awaitBlockedWrite();
      long held = upstream.bytesWritten();
      client.read(16 << 20); // it goes on where it is taken
      upstream.awaitBytesWritten(held + 1);
      client.close();

      upstream.awaitClosedByPeer();
      assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void aClientThatTakesNothingIsDroppedAndItsUpstreamCancelled() throws Exception {
    stage.answers(Script.nothing().role().flood("flood ".repeat(64)));
    try (Gateway strict = stage.gateway(PATIENT.withSlowClient(Duration.ofMillis(300)));
        RawClient client = RawClient.of(strict.origin(), 4096)) {
      client.post(CHAT, chat(true));

      stage.exchange().awaitClosedByPeer();
      assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
      assertThat(client.response().end()).isEqualTo(RawResponse.End.CUT);
    }
  }

  @Test
  void theEndOfAnAnswerIsNotWaitedForForEver() throws Exception {
    stage.answers(Script.nothing().role().hugeToken(12 << 20).finish("stop").done());
    try (Gateway strict = stage.gateway(PATIENT.withSlowClient(Duration.ofMillis(300)));
        RawClient client = RawClient.of(strict.origin(), 4096)) {
      client.post(CHAT, chat(true));

      assertThat(stage.report().ending()).isEqualTo(Ending.SLOW_CLIENT);
      assertThat(stage.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(client.response().end()).isEqualTo(RawResponse.End.CUT);
    }
  }

  @Test
  void aBigEventToASlowClientThatLivesIsNotDropped() throws Exception {
    stage.answers(Script.nothing().role().hugeToken(12 << 20).finish("stop").done());
    Duration patience = Duration.ofMillis(800);
    try (Gateway strict = stage.gateway(PATIENT.withSlowClient(patience));
        RawClient client = RawClient.of(strict.origin(), 4096)) {
      client.post(CHAT, chat(true));
      stage.outcome();
      // The one event takes longer than the client has to take something of it.
      Duration whole = patience.multipliedBy(5).dividedBy(2);
      assertThat(client.readSlowly(12 << 20, whole)).isEqualTo(12 << 20);

      assertThat(client.readUntil("0\r\n\r\n")).contains("[DONE]");
      assertThat(stage.report().ending()).isEqualTo(Ending.COMPLETED);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerWhoseClientLeftIsReadOnWhereThatIsThePolicy(boolean streaming) throws Exception {
    Gate gate = Gate.shut();
    stage.answers(Script.nothing().role().tokens("Hel").await(gate).finish("stop").done());
    try (Gateway kind = stage.gateway(PATIENT.withDrain(Map.of("openai", LONG)))) {
      try (RawClient client = RawClient.of(kind.origin())) {
        client.post(CHAT, chat(streaming));
        if (streaming) {
          client.readUntil("Hel");
        } else {
          gate.awaitReached();
        }
      }
      gate.open();

      stage.exchange().awaitAnswered();
      assertThat(stage.outcome()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void butNotForEver() throws Exception {
    stage.answers(Script.nothing().role().flood("flood"));
    try (Gateway kind = stage.gateway(PATIENT.withDrain(Map.of("openai", SOON)))) {
      try (RawClient client = RawClient.of(kind.origin())) {
        client.post(CHAT, chat(true)).readUntil("flood");
      }

      stage.exchange().awaitClosedByPeer();
      assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void norWhenTheGatewayIsClosed() throws Exception {
    stage.answers(Script.nothing().role().flood("flood"));
    try (Gateway kind = stage.gateway(PATIENT.withDrain(Map.of("openai", LONG)));
        RawClient client = RawClient.of(kind.origin())) {
      client.post(CHAT, chat(true)).readUntil("flood");
      kind.close();

      stage.exchange().awaitClosedByPeer();
      assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void aGatewayClosesThoughAClientTakesNothing() throws Exception {
    stage.answers(Script.nothing().role().flood("flood ".repeat(64)));
    try (Gateway other = stage.gateway(PATIENT);
        RawClient client = RawClient.of(other.origin(), 4096)) {
      client.post(CHAT, chat(true));
      stage.exchange().awaitBlockedWrite();
    }

    assertThat(stage.outcome()).isInstanceOf(Outcome.Cancelled.class);
  }
}
