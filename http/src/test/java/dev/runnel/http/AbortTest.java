package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call is ended from outside in each of its phases: the service sees it, and no log is loud. */
class AbortTest {
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
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

  @Test
  void whileItWaitsForAConnection() throws Exception {
    try (RawUpstream upstream =
        RawUpstream.start(
            (connection, request) -> {
              if (arrived.getCount() == 0) {
                connection.write(
                    RawUpstream.response(200, "text/event-stream", "data: [DONE]\n\n"));
              } else {
                arrived.countDown();
                connection.awaitClose();
              }
            })) {
      HttpTransport http =
          HttpTransport.open(
              TestEndpoint.config(upstream.url()),
              TestEndpoint.BASE_URL,
              ErrorMapping.standard(),
              RateLimitHeaders.NONE,
              settings -> settings.withMaxConnections(1));
      try (TestEndpoint endpoint = TestEndpoint.of(http, TestEndpoint.OPENAI)) {
        Listening first = Listening.to(endpoint.client);
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        Listening queued = Listening.to(endpoint.client);

        queued.call.cancel();
        assertThat(queued.outcome()).isInstanceOf(Outcome.Cancelled.class);

        first.call.cancel();
        assertThat(first.outcome()).isInstanceOf(Outcome.Cancelled.class);
        // The place of both is free again.
        assertThat(Listening.to(endpoint.client).failed().cause().kind())
            .isEqualTo(ErrorKind.EMPTY_ANSWER);
      }
    }
  }

  @Test
  void whileItConnects() throws Exception {
    try (FullBacklog upstream = new FullBacklog();
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);

      listening.call.cancel();

      assertThat(listening.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void theConnectClockRunsOut() throws Exception {
    try (FullBacklog upstream = new FullBacklog();
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      ChatRequest request =
          ChatRequest.builder()
              .user("Hi")
              .timeouts(Timeouts.DEFAULT.withConnect(Duration.ofMillis(100)))
              .build();

      ChatException cause = Listening.to(endpoint.client, request, Long.MAX_VALUE).failed().cause();

      assertThat(cause.kind()).isEqualTo(ErrorKind.TIMEOUT);
      assertThat(cause.clock()).hasValue(Timeouts.Clock.CONNECT);
      assertThat(cause.describe()).contains("127.0.0.1:").contains("100 ms");
    }
  }

  @Test
  void aConnectionThatComesTooLateCarriesNothingOfTheCall() throws Exception {
    TestEndpoint.Speech speech =
        (http, request, exchange) ->
            http.get("/" + request.lastMessage().text()).chatCompletion(exchange);
    try (FullBacklog backlog = new FullBacklog();
        TestEndpoint endpoint = TestEndpoint.at(backlog.url(), speech)) {
      Listening late = Listening.to(endpoint.client, ChatRequest.of("late"), Long.MAX_VALUE);
      late.call.cancel();
      assertThat(late.outcome()).isInstanceOf(Outcome.Cancelled.class);

      // From here on connections are accepted, the one that is late too.
      try (RawUpstream upstream =
          RawUpstream.start(
              backlog.server(),
              (connection, request) ->
                  connection.write(
                      RawUpstream.response(200, "text/event-stream", "data: [DONE]\n\n")))) {
        for (int i = 0; i < 3; i++) {
          Listening.to(endpoint.client, ChatRequest.of("next"), Long.MAX_VALUE).outcome();
        }
        endpoint.close();
        assertThat(upstream.requests)
            .extracting(RawUpstream.Received::line)
            .containsOnly("GET /next HTTP/1.1")
            .hasSize(3);
      }
    }
  }

  @Test
  void beforeTheHead() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  arrived.countDown();
                  connection.awaitClose();
                  closed.countDown();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

      listening.call.cancel();

      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void midStream() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("Hel");
                  connection.awaitClose();
                  closed.countDown();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      assertThat(listening.nextToken()).isEqualTo("Hel");

      listening.call.cancel();

      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void whileItIsPaused() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("one");
                  connection.token("two");
                  connection.awaitClose();
                  closed.countDown();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client, ChatRequest.of("Hi"), 1);
      assertThat(listening.nextToken()).isEqualTo("one");

      listening.call.cancel();

      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void whileAnErrorIsRead() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.write("HTTP/1.1 500 Oh\r\ncontent-length: 1000\r\n\r\nsome");
                  arrived.countDown();
                  connection.awaitClose();
                  closed.countDown();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

      listening.call.cancel();

      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void byClosingTheClient() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.token("Hel");
                  connection.awaitClose();
                  closed.countDown();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      assertThat(listening.nextToken()).isEqualTo("Hel");

      endpoint.client.close();

      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void inTheMomentOfItsStart() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                RawUpstream.response(200, "text/event-stream", RawUpstream.event("x")));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      for (int i = 0; i < 200; i++) {
        Listening listening = Listening.to(endpoint.client);
        listening.call.cancel();
        assertThat(listening.outcome()).isNotNull();
      }
    }
  }
}
