package dev.runnel.http;

import static dev.runnel.http.RawUpstream.event;
import static dev.runnel.http.RawUpstream.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.http.decode.Utf8Decoder;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a body ends, and what that is worth. */
class EndsTest {
  private static final String DONE = "data: [DONE]\n\n";

  private static final TestEndpoint.Speech RAW_TEXT =
      (http, request, exchange) ->
          http.post("/text").stream(
              exchange,
              new AnswerReader() {
                private final Utf8Decoder decoder = new Utf8Decoder(exchange::token);

                @Override
                public void onBytes(byte[] array, int offset, int length) {
                  decoder.feed(array, offset, length);
                }

                @Override
                public void onEnd() {
                  decoder.endOfInput();
                  exchange.complete();
                }
              });

  private LoudLogs logs;

  @BeforeEach
  void listenToLogs() {
    logs = new LoudLogs();
  }

  @AfterEach
  void nothingWasLogged() {
    logs.close();
    assertThat(logs.records).isEmpty();
  }

  private static Outcome outcome(TestEndpoint.Speech speech, RawUpstream.Script script)
      throws Exception {
    try (RawUpstream upstream = RawUpstream.start(script);
        TestEndpoint endpoint = TestEndpoint.at(upstream.url(), speech)) {
      return Listening.to(endpoint.client).outcome();
    }
  }

  @Test
  void aCleanEndWithoutEvidenceIsIncomplete() throws Exception {
    Outcome outcome =
        outcome(
            TestEndpoint.OPENAI,
            (connection, request) ->
                connection.write(response(200, "text/event-stream", event("Hel"))));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Incomplete.class,
            it -> assertThat(it.reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY));
  }

  @Test
  void anEndInTheMiddleOfAnEventIsNoEvidence() throws Exception {
    Outcome outcome =
        outcome(
            TestEndpoint.OPENAI,
            (connection, request) ->
                connection.write(
                    response(200, "text/event-stream", event("Hel") + "data: [DONE]")));

    assertThat(outcome).isInstanceOf(Outcome.Incomplete.class);
  }

  @Test
  void anEmptyBodyIsAnEmptyAnswer() throws Exception {
    Outcome outcome =
        outcome(
            TestEndpoint.OPENAI,
            (connection, request) -> connection.write(response(200, "text/event-stream", "")));

    assertThat(((Outcome.Failed) outcome).cause().kind()).isEqualTo(ErrorKind.EMPTY_ANSWER);
  }

  @Test
  void keepAlivesAndNothingElseBreakTheProtocol() throws Exception {
    Outcome outcome =
        outcome(
            TestEndpoint.OPENAI,
            (connection, request) ->
                connection.write(response(200, "text/event-stream", ": ping\n\n: ping\n\n")));

    assertThat(((Outcome.Failed) outcome).cause().kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void aResetIsALostConnection() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("Hel");
                  read.await();
                  connection.reset();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      listening.nextToken();
      read.countDown();

      assertThat(listening.outcome())
          .isInstanceOfSatisfying(
              Outcome.Incomplete.class,
              it -> {
                assertThat(it.reason()).isEqualTo(Outcome.Incomplete.Reason.CONNECTION);
                assertThat(it.cause().describe()).contains("127.0.0.1").contains("lost");
              });
    }
  }

  @Test
  void aMissingLastChunkIsALostConnection() throws Exception {
    Outcome outcome =
        outcome(
            RAW_TEXT,
            (connection, request) -> {
              connection.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
              connection.chunk("Hel");
              connection.socket.close();
            });

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Incomplete.class,
            it -> assertThat(it.reason()).isEqualTo(Outcome.Incomplete.Reason.CONNECTION));
  }

  @Test
  void aShortBodyIsALostConnection() throws Exception {
    Outcome outcome =
        outcome(
            RAW_TEXT,
            (connection, request) -> {
              connection.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nHel");
              connection.socket.close();
            });

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Incomplete.class,
            it -> assertThat(it.reason()).isEqualTo(Outcome.Incomplete.Reason.CONNECTION));
  }

  @Test
  void whereTheServiceAnnouncesNoLengthItsCloseIsTheEnd() throws Exception {
    Outcome outcome =
        outcome(
            RAW_TEXT,
            (connection, request) -> {
              connection.write("HTTP/1.1 200 OK\r\n\r\nHello");
              connection.socket.close();
            });

    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void aCloseWithoutAnAnswerIsALostConnection() throws Exception {
    Outcome outcome =
        outcome(TestEndpoint.OPENAI, (connection, request) -> connection.socket.close());

    assertThat(((Outcome.Failed) outcome).cause().kind()).isEqualTo(ErrorKind.CONNECTION);
  }

  @Test
  void whatIsNoHttpBreaksTheProtocol() throws Exception {
    Outcome outcome =
        outcome(
            TestEndpoint.OPENAI,
            (connection, request) -> {
              connection.write("SSH-2.0-OpenSSH_9.9\r\n\r\n");
              connection.awaitClose();
            });

    assertThat(((Outcome.Failed) outcome).cause().kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void anAnswerThatIsWholeEndsThoughTheSocketStaysOpen() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("Hello");
                  connection.chunk(DONE);
                  connection.chunk(event("late"));
                  connection.awaitClose(); // the transport does not wait for ever either
                  closed.countDown();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      listening.call.outcome().thenRun(ended::countDown);

      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(listening.text).hasToString("Hello");
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAnswerWhoseBodyEndsSoonLeavesItsConnectionToTheNext() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("Hello");
                  connection.chunk(DONE);
                  connection.lastChunk();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      for (int i = 0; i < 5; i++) {
        assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
        assertThat(upstream.next().connection()).isBetween(0, 1);
      }
    }
  }

  @Test
  void bytesAfterTheEndMarkAreIgnored() throws Exception {
    Outcome outcome =
        outcome(
            TestEndpoint.OPENAI,
            (connection, request) ->
                connection.write(
                    response(
                        200, "text/event-stream", event("Hel") + DONE + "data: {nonsense\n\n")));

    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
  }

  @Test
  void aReaderThatThrowsFailsItsCallOnceAndClosesTheConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Outcome outcome =
        outcome(
            (http, request, exchange) ->
                http.get("/").stream(
                    exchange,
                    new AnswerReader() {
                      @Override
                      public void onBytes(byte[] array, int offset, int length) {
                        throw new IllegalStateException("oh");
                      }

                      @Override
                      public void onEnd() {}
                    }),
            (connection, request) -> {
              connection.events();
              connection.token("Hel");
              connection.awaitClose();
              closed.countDown();
            });

    assertThat(((Outcome.Failed) outcome).cause().kind()).isEqualTo(ErrorKind.INTERNAL);
    assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
  }
}
