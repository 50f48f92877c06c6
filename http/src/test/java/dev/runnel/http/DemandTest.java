package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemandTest {
  private static final TestEndpoint.Speech LOCKCHAT =
      (http, request, exchange) ->
          http.post("/v1/chat/completions")
              .header("user-agent", "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0")
              .json(
                  new JsonWriter()
                      .tree(
                          Map.of(
                              "model",
                              "gpt-4",
                              "stream",
                              true,
                              "temperature",
                              0.7,
                              "messages",
                              List.of(Map.of("role", "user", "content", "Hi")))))
              .chatCompletion(exchange);

  @Test
  void aConsumerThatAsksForNothingHoldsTheServiceBack() throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        TestEndpoint endpoint = TestEndpoint.at(sandbox.origin(), LOCKCHAT)) {
      sandbox.next(Script.nothing().role().flood("x".repeat(1000)));
      Listening listening = Listening.to(endpoint.client, ChatRequest.of("Hi"), 1);
      listening.nextToken();

      Exchange exchange = sandbox.awaitExchange().awaitBlockedWrite();
      long held = exchange.bytesWritten();
      assertThat(listening.tokens).isEmpty();

      listening.call.request(Long.MAX_VALUE);
      exchange.awaitBytesWritten(2 * held);

      listening.call.cancel();
      assertThat(listening.outcome()).isInstanceOf(Outcome.Cancelled.class);
    }
  }

  @Test
  void whatCameBeforeALossIsNotLostBehindAPause() throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        TestEndpoint endpoint = TestEndpoint.at(sandbox.origin(), LOCKCHAT)) {
      sandbox.next(Script.nothing().role().tokens("Hel").chunked().close());
      StringBuffer text = new StringBuffer();
      Call call = endpoint.client.call(ChatRequest.of("Hi"));
      call.stream(
          new TokenSink() {
            @Override
            public void onToken(String token) {
              text.append(token);
            }

            @Override
            public void onStart(Call started) {
              // asks later
            }
          });
      sandbox.awaitExchange().awaitEnd();
      sandbox.awaitOpenConnections(0);

      call.request(Long.MAX_VALUE);

      Outcome outcome = call.outcome().toCompletableFuture().get(10, TimeUnit.SECONDS);
      assertThat(outcome).isInstanceOf(Outcome.Incomplete.class);
      assertThat(text).hasToString("Hel");
    }
  }

  @Test
  void everyPieceArrivesWhateverIsAskedForAtATime() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  StringBuilder events = new StringBuilder();
                  for (int i = 0; i < 2_000; i++) {
                    events.append(RawUpstream.event(i + " "));
                  }
                  connection.chunk(events.toString());
                  connection.chunk("data: [DONE]\n\n");
                  connection.lastChunk();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client, ChatRequest.of("Hi"), 1);
      for (int i = 0; i < 2_000; i++) {
        assertThat(listening.nextToken()).isEqualTo(i + " ");
        listening.call.request(1);
      }
      assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
    }
  }
}
