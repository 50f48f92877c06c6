package dev.runnel.http;

import static dev.runnel.http.RawUpstream.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are errors, over real HTTP. */
class ErrorAnswersTest {
  private static ChatException cause(String response) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(response);
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      return Listening.to(endpoint.client).failed().cause();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | INVALID_REQUEST  | bad",
        "400 | CONTEXT_TOO_LONG | This model's maximum context length is 4097 tokens",
        "401 | AUTHENTICATION   | who are you",
        "402 | QUOTA            | pay",
        "403 | PERMISSION       | no",
        "404 | INVALID_REQUEST  | nothing here",
        "404 | MODEL_NOT_FOUND  | The model `x` does not exist",
        "408 | UNAVAILABLE      | slow",
        "413 | CONTEXT_TOO_LONG | large",
        "422 | INVALID_REQUEST  | bad",
        "429 | RATE_LIMITED     | slow down",
        "429 | QUOTA            | You exceeded your current quota, please check your plan",
        "451 | CONTENT_FILTERED | law",
        "500 | UNAVAILABLE      | oh",
        "503 | UNAVAILABLE      | overloaded",
        "529 | UNAVAILABLE      | overloaded"
      })
  void aStatusAndItsMessageBecomeAKind(int status, ErrorKind kind, String message)
      throws Exception {
    ChatException cause =
        cause(
            response(status, "application/json", "{\"error\":{\"message\":\"" + message + "\"}}"));

    assertThat(cause.kind()).isEqualTo(kind);
    assertThat(cause.httpStatus()).hasValue(status);
    assertThat(cause.getMessage()).contains(message);
    assertThat(cause.endpoint()).hasValue("test");
  }

  @Test
  void theCodeCountsMoreThanTheStatus() throws Exception {
    String body = "{\"error\":{\"message\":\"m\",\"code\":\"%s\"}}";
    assertThat(
            cause(response(400, "application/json", body.formatted("context_length_exceeded")))
                .kind())
        .isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
    assertThat(cause(response(400, "application/json", body.formatted("content_filter"))).kind())
        .isEqualTo(ErrorKind.CONTENT_FILTERED);
    assertThat(
            cause(response(429, "application/json", body.formatted("insufficient_quota"))).kind())
        .isEqualTo(ErrorKind.QUOTA);
  }

  @Test
  void retryAfterIsKept() throws Exception {
    assertThat(cause(response(503, "", "", "Retry-After: 2")).retry())
        .isEqualTo(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(2)));
    assertThat(
            cause(response(429, "", "", "retry-after: 5", "retry-after-ms: 1500")).retry().after())
        .hasValue(Duration.ofMillis(1500));
    assertThat(
            cause(
                    response(
                        429,
                        "",
                        "",
                        "date: Wed, 21 Oct 2015 07:28:00 GMT",
                        "retry-after: Wed, 21 Oct 2015 07:28:30 GMT"))
                .retry()
                .after())
        .hasValue(Duration.ofSeconds(30));
    assertThat(cause(response(429, "", "", "retry-after: soon")).retry().after()).isEmpty();
  }

  @Test
  void aBodyOfPlainTextIsQuotedOnOneLineWithoutControls() throws Exception {
    ChatException cause =
        cause(response(500, "text/plain", "oh\n\n  dear\u001b[31m " + "x".repeat(1000)));

    assertThat(cause.getMessage())
        .startsWith("The service failed: \"oh dear [31m xxx")
        .endsWith("…\"")
        .hasSizeLessThan(400)
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void anErrorBodyThatNeverEndsIsBounded() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.write("HTTP/1.1 500 Oh\r\ntransfer-encoding: chunked\r\n\r\n");
                  String chunk = "x".repeat(10_000);
                  while (true) {
                    connection.chunk(chunk);
                  }
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      assertThat(Listening.to(endpoint.client).failed().cause().kind())
          .isEqualTo(ErrorKind.UNAVAILABLE);
    }
  }

  @Test
  void anErrorWhoseBodyIsCutIsStillThatError() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.start(
                (connection, request) -> {
                  connection.write("HTTP/1.1 401 Who\r\ncontent-length: 500\r\n\r\nwho");
                  connection.socket.close();
                });
        TestEndpoint endpoint = TestEndpoint.at(upstream.url())) {
      ChatException cause = Listening.to(endpoint.client).failed().cause();

      assertThat(cause.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
      assertThat(cause.getMessage()).contains("who");
    }
  }

  @Test
  void aWebPageIsAWallWhateverTheStatus() throws Exception {
    String page = "<!DOCTYPE html><html><head><title>Just a\nmoment...</title></head></html>";
    for (int status : new int[] {200, 403, 503}) {
      ChatException cause = cause(response(status, "text/html; charset=UTF-8", page));

      assertThat(cause.kind()).isEqualTo(ErrorKind.BLOCKED);
      assertThat(cause.getMessage())
          .isEqualTo("A web page came instead of an answer: \"Just a moment...\"");
    }
    assertThat(cause(response(200, "", page)).kind()).isEqualTo(ErrorKind.BLOCKED);
    assertThat(cause(response(200, "application/json", page)).kind()).isEqualTo(ErrorKind.BLOCKED);
  }

  @Test
  void aPageWhoseTypeNobodySaidIsRecognisedByHowItBegins() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(response(200, "", "<html><title>Buy now</title></html>"));
        TestEndpoint endpoint =
            TestEndpoint.at(
                upstream.url(),
                (http, request, exchange) ->
                    http.get("/").stream(
                        exchange,
                        new AnswerReader() {
                          @Override
                          public void onBytes(byte[] array, int offset, int length) {
                            exchange.token("as text");
                          }

                          @Override
                          public void onEnd() {
                            exchange.complete();
                          }
                        }))) {
      ChatException cause = Listening.to(endpoint.client).failed().cause();

      assertThat(cause.kind()).isEqualTo(ErrorKind.BLOCKED);
      assertThat(cause.getMessage()).contains("Buy now");
    }
  }

  @Test
  void aPageOfABrokenServiceIsNoWall() throws Exception {
    String page = "<html><head><title>502 Bad Gateway</title></head></html>";

    assertThat(cause(response(502, "text/html", page)).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    ChatException elsewhere =
        cause(response(307, "text/plain", "", "location: https://casino.example/x?key=1"));
    assertThat(elsewhere.kind()).isEqualTo(ErrorKind.BLOCKED);
    assertThat(elsewhere.getMessage()).contains("casino.example").doesNotContain("key");

    ChatException here = cause(response(301, "", "", "location: /v2/chat"));
    assertThat(here.kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void aTypeThatIsNoChatBreaksTheProtocol() throws Exception {
    ChatException cause = cause(response(200, "application/pdf", "%PDF-1.7"));

    assertThat(cause.kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(cause.getMessage()).contains("application/pdf");
  }

  @Test
  void secretsAreBlankedInWhatTheServiceSays() throws Exception {
    try (RawUpstream upstream =
            RawUpstream.answering(
                response(
                    401, "application/json", "{\"error\":{\"message\":\"Bad key sk-123!\"}}"));
        TestEndpoint endpoint =
            TestEndpoint.at(
                upstream.url(),
                TestEndpoint.OPENAI,
                config -> config.set(TestEndpoint.KEY, Secret.of("sk-123")))) {
      assertThat(Listening.to(endpoint.client).failed().cause().describe())
          .contains("Bad key ***!")
          .doesNotContain("sk-123");
    }
  }

  @Test
  void aProviderCanSayWhatItsServiceMeans() {
    ErrorMapping mapping =
        ErrorMapping.standard()
            .when(
                error -> error.mentions("Too Long"),
                ErrorVerdict.of(ErrorKind.CONTEXT_TOO_LONG).nextStep("Shorter"));

    assertThat(mapping.verdict(ServiceError.inBody("it is too long", null, null)).kind())
        .isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
    assertThat(mapping.verdict(ServiceError.inBody("something", null, null)).kind())
        .isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void googlesDetailsSayWhichErrorAndWhenToComeBack() throws Exception {
    String body =
        """
        [{"error": {
          "code": 429, "message": "m", "status": "RESOURCE_EXHAUSTED",
          "details": [
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure",
             "violations": [{"quotaId": "PerDay"}, {"quotaMetric": "x"}]},
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "invalid_api_key"},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1.5s"}]}}]
        """;
    ServiceError error = ServiceError.inDocument(body.getBytes(UTF_8), 0, body.length());

    assertThat(error.type()).isEqualTo("RESOURCE_EXHAUSTED PerDay invalid_api_key");
    assertThat(error.code()).isEqualTo("429");
    assertThat(error.retryAfter()).hasValue(Duration.ofMillis(1500));

    ChatException cause = cause(response(429, "application/json", body));
    assertThat(cause.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(cause.retry().after()).hasValue(Duration.ofMillis(1500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1s", "5", "1e9s", ""})
  void aDelayThatIsNoneIsNoAdvice(String delay) {
    String body = "{\"error\":{\"details\":[{\"retryDelay\":\"" + delay + "\"}]}}";

    assertThat(ServiceError.inDocument(body.getBytes(UTF_8), 0, body.length()).retryAfter())
        .isEmpty();
  }
}
