package dev.runnel.http;

import static dev.runnel.http.RawUpstream.event;
import static dev.runnel.http.RawUpstream.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.RateLimit;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The OpenAI form, streamed and whole. */
class ChatCompletionTest {
  private static final String DONE = "data: [DONE]\n\n";
  private static final String PRETTY_ERROR =
      """
      {
        "error": {
          "message": "The model: `gpt-4` does not exist",
          "type": "invalid_request_error",
          "code": null
        }
      }
      """;

  private static Listening hear(String type, String body) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(response(200, type, body));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Listening listening = Listening.to(endpoint.client);
      listening.outcome();
      return listening;
    }
  }

  private static String document(String content, String finish) {
    return "{\"choices\":[{\"message\":{\"content\":\""
        + content
        + "\"},\"finish_reason\":"
        + finish
        + "}]}";
  }

  @Test
  void everythingAServiceTellsArrives() throws Exception {
    String body =
        "data: {\"model\":\"gpt-x\",\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n"
            + event("Hi")
            + "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}\n\n"
            + DONE;
    try (RawUpstream upstream = RawUpstream.answering(response(200, "text/event-stream", body));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      Answer answer =
          endpoint
              .client
              .call(ChatRequest.of("Hi"))
              .answer()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);

      assertThat(answer.text()).isEqualTo("Hi");
      assertThat(answer.reasoning()).isEqualTo("hm");
      assertThat(answer.toolCalls()).hasSize(1);
      assertThat(answer.finishReason())
          .isEqualTo(FinishReason.of(FinishReason.Kind.TOOL_CALLS, "tool_calls"));
      assertThat(answer.usage().totalTokens()).hasValue(7);
      assertThat(answer.report().model()).hasValue("gpt-x");
    }
  }

  private static Answer answer(String... chunks) throws Exception {
    StringBuilder body = new StringBuilder();
    for (String chunk : chunks) {
      body.append("data: ").append(chunk).append("\n\n");
    }
    try (RawUpstream upstream =
            RawUpstream.answering(response(200, "text/event-stream", body + DONE));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      return endpoint
          .client
          .call(ChatRequest.of("Hi"))
          .answer()
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
    }
  }

  private static String calls(String calls) {
    return "{\"choices\":[{\"delta\":{\"tool_calls\":[" + calls + "]}}]}";
  }

  @Test
  void aRefusalIsTheAnswersTextAndItsFinishReason() throws Exception {
    Answer answer =
        answer(
            "{\"choices\":[{\"delta\":{\"refusal\":\"I will\"}}]}",
            "{\"choices\":[{\"delta\":{\"refusal\":\" not.\"}}]}",
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");

    assertThat(answer.text()).isEqualTo("I will not.");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.of(FinishReason.Kind.REFUSAL, "stop"));
  }

  @Test
  void toolCallsThatAllClaimToBeTheFirstAreToldApartByTheirIds() throws Exception {
    Answer answer =
        answer(
            calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}"),
            calls("{\"index\":0,\"function\":{\"arguments\":\"}\"}}"),
            calls("{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"));

    assertThat(answer.toolCalls())
        .containsExactly(
            new ContentPart.ToolCall("a", "f", "{}"), new ContentPart.ToolCall("b", "g", "{}"));
  }

  @Test
  void aToolCallWithoutAnIdGetsOne() throws Exception {
    Answer answer =
        answer(
            calls("{\"index\":1,\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"),
            calls("{\"index\":0,\"id\":\"\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
            calls("{\"index\":0,\"id\":\"\",\"function\":{\"arguments\":\"\"}}"));

    assertThat(answer.toolCalls())
        .containsExactly(
            new ContentPart.ToolCall("call_1", "g", "{}"),
            new ContentPart.ToolCall("call_0", "f", "{}"));
  }

  @Test
  void reasoningThatIsCountedBesideTheCompletionIsPartOfTheOutput() throws Exception {
    Answer apart =
        answer(
            event("Hi").substring(6).strip(),
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":35,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":20}}}");
    Answer within =
        answer(
            event("Hi").substring(6).strip(),
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":25,\"total_tokens\":35,"
                + "\"completion_tokens_details\":{\"reasoning_tokens\":20}}}");

    assertThat(apart.usage()).isEqualTo(within.usage());
    assertThat(apart.usage().outputTokens()).hasValue(25);
  }

  @Test
  void aFinishReasonThatMeansAnErrorIsAFailure() throws Exception {
    for (String reason : new String[] {"error", "insufficient_system_resource"}) {
      Listening heard =
          hear(
              "text/event-stream",
              event("Hel")
                  + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\""
                  + reason
                  + "\"}]}\n\n"
                  + DONE);
      assertThat(heard.outcome().fold(c -> null, i -> null, Outcome.Failed::cause, c -> null))
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
    }
  }

  @Test
  void theLimitsThatAServiceTellsReachTheReport() throws Exception {
    String head =
        response(200, "text/event-stream", event("Hi") + DONE, "x-ratelimit-remaining-tokens: 7");
    try (RawUpstream upstream = RawUpstream.answering(head);
        TestEndpoint endpoint =
            TestEndpoint.of(
                HttpTransport.open(
                    TestEndpoint.config(upstream.url()),
                    TestEndpoint.BASE_URL,
                    ErrorMapping.standard(),
                    RateLimitHeaders.openAi()),
                TestEndpoint.OPENAI)) {
      Answer answer =
          endpoint
              .client
              .call(ChatRequest.of("Hi"))
              .answer()
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
      assertThat(answer.report().rateLimits())
          .containsExactly(
              new RateLimit("tokens", OptionalLong.empty(), OptionalLong.of(7), Optional.empty()));
    }
  }

  @Test
  void aFinishReasonIsEnoughThoughNoEndMarkComes() throws Exception {
    for (String reason : new String[] {"stop", "length", "content_filter", "odd"}) {
      Outcome outcome =
          hear(
                  "text/event-stream",
                  event("Hi")
                      + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\""
                      + reason
                      + "\"}]}\n\n")
              .outcome();

      assertThat(((Outcome.Completed) outcome).finishReason().wireName()).hasValue(reason);
    }
  }

  @Test
  void anErrorInTheStreamFailsTheCallOnce() throws Exception {
    Listening listening =
        hear(
            "text/event-stream",
            event("Hel")
                + "data: {\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}\n\n"
                + event("lo")
                + DONE);

    assertThat(listening.failed().cause().kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(listening.failed().contentDelivered()).isTrue();
    assertThat(listening.text).hasToString("Hel");
  }

  @Test
  void anErrorEventNeedNotBeJson() throws Exception {
    Listening listening =
        hear("text/event-stream", "event: error\ndata: the engine is on fire\n\n");

    assertThat(listening.failed().cause().getMessage()).contains("the engine is on fire");
  }

  @Test
  void anErrorThatIsPrettyPrintedIsAnErrorWhateverTheType() throws Exception {
    for (String type : new String[] {"application/json", "text/event-stream", "text/plain", ""}) {
      ChatException cause = hear(type, PRETTY_ERROR).failed().cause();

      assertThat(cause.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
      assertThat(cause.getMessage()).contains("The model: `gpt-4` does not exist");
    }
  }

  @Test
  void malformedJsonFailsTheCallOnce() throws Exception {
    Listening listening = hear("text/event-stream", event("Hel") + "data: {oops\n\n" + DONE);

    assertThat(listening.failed().cause().kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(listening.text).hasToString("Hel");
  }

  @Test
  void aWholeDocumentIsAnAnswer() throws Exception {
    Listening listening = hear("application/json", "\n " + document("Hello", "\"stop\""));

    assertThat(((Outcome.Completed) listening.outcome()).finishReason().kind())
        .isEqualTo(FinishReason.Kind.STOP);
    assertThat(listening.tokens).containsExactly("Hello");
  }

  @Test
  void severalDocumentsAreOneAnswer() throws Exception {
    Listening listening =
        hear("application/json", document("Hel", "null") + "\n" + document("lo", "null"));

    assertThat(((Outcome.Completed) listening.outcome()).finishReason().kind())
        .isEqualTo(FinishReason.Kind.NOT_GIVEN);
    assertThat(listening.text).hasToString("Hello");
  }

  @Test
  void aDocumentThatIsCutIsNoAnswer() throws Exception {
    String whole = document("Hello", "\"stop\"");
    assertThat(hear("application/json", whole.substring(0, 40)).failed().cause().kind())
        .isEqualTo(ErrorKind.PROTOCOL);
    assertThat(hear("application/json", whole + whole.substring(0, 40)).outcome())
        .isInstanceOf(Outcome.Incomplete.class);
  }

  @Test
  void aDocumentIsEnoughThoughTheSocketStaysOpen() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.chunk(document("Hello", "null"));
                  connection.awaitClose();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void aDocumentIsEnoughThoughTheConnectionIsLostAfterIt() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.events();
                  connection.chunk(document("Hello", "\"stop\""));
                  connection.socket.close();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void aDocumentThatSaysNothingIsAnEmptyAnswer() throws Exception {
    assertThat(hear("application/json", "{}").failed().cause().kind())
        .isEqualTo(ErrorKind.EMPTY_ANSWER);
  }

  @Test
  void theAnswerIsTheSameWhereverTheNetworkCutsIt() throws Exception {
    String[] bodies = {
      "\uFEFF: ping\r\n\r\n" + event("Grüße 😀 data: x").replace("\n", "\r\n") + DONE,
      " \n" + document("Grüße 😀 } { x", "\"stop\"")
    };
    for (String body : bodies) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      try (RawUpstream upstream =
              RawUpstream.start(
                  (connection, request) -> {
                    connection.write(
                        "HTTP/1.1 200 OK\r\ncontent-length: " + bytes.length + "\r\n\r\n");
                    for (byte b : bytes) {
                      connection.write(new byte[] {b});
                    }
                  });
          TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
        Listening listening = Listening.to(endpoint.client);
        assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
        assertThat(listening.text.toString()).startsWith("Grüße 😀 ");
      }
    }
  }
}
