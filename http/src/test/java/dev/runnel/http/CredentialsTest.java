package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Secret;
import dev.runnel.api.Timeouts;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final Secret KEY = Secret.of("k&y/ +");

  private static final TestEndpoint.Speech WITH_BEARER =
      (http, request, exchange) -> http.get("/").bearer(Secret.of("sk-1")).chatCompletion(exchange);
  private static final TestEndpoint.Speech WITH_HEADER =
      (http, request, exchange) ->
          http.get("/").header("x-api-key", Secret.of("sk-1")).chatCompletion(exchange);
  private static final TestEndpoint.Speech WITH_QUERY =
      (http, request, exchange) ->
          http.get("/a").query("v", "1").query("auth", KEY).chatCompletion(exchange);

  @Test
  void aSecretIsNotSentInClearToAnotherMachine() throws Exception {
    for (TestEndpoint.Speech speech :
        new TestEndpoint.Speech[] {WITH_BEARER, WITH_HEADER, WITH_QUERY}) {
      // Reserved for documentation: nobody is there, and nobody is asked.
      try (TestEndpoint endpoint = TestEndpoint.at("http://192.0.2.1", speech)) {
        ChatException cause = Listening.to(endpoint.client).failed().cause();

        assertThat(cause.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(cause.describe()).contains("http://192.0.2.1").contains("https");
      }
    }
  }

  @Test
  void aNameThatOnlyLooksLikeThisMachineIsAnotherMachine() {
    assertThat(Hosts.isLoopback("localhost.example.com")).isFalse();
    assertThat(Hosts.isLoopback("127.0.0.1.example.com")).isFalse();
    assertThat(Hosts.isLoopback("LOCALHOST")).isTrue();
    assertThat(Hosts.isLoopback("127.9.9.9")).isTrue();
    assertThat(Hosts.isLoopback("::1")).isTrue();
  }

  @Test
  void norToThisMachineByWayOfAnother() throws Exception {
    try (TestEndpoint endpoint =
        TestEndpoint.at(
            "http://127.0.0.1:9",
            WITH_BEARER,
            config -> config.set("proxy", "http://192.0.2.1:3128"))) {
      assertThat(Listening.to(endpoint.client).failed().cause().kind())
          .isEqualTo(ErrorKind.AUTHENTICATION);
    }
  }

  @Test
  void norForADocument() {
    try (TestEndpoint endpoint = TestEndpoint.at("http://192.0.2.1")) {
      assertThat(
              endpoint
                  .http
                  .get("/models")
                  .bearer(KEY)
                  .document(Timeouts.DEFAULT)
                  .toCompletableFuture())
          .isCompletedExceptionally();
    }
  }

  @Test
  void itIsSentToThisMachine() throws Exception {
    String answer =
        RawUpstream.response(
            200, "text/event-stream", RawUpstream.event("Hello") + "data: [DONE]\n\n");
    try (RawUpstream upstream = RawUpstream.answering(answer);
        TestEndpoint endpoint = TestEndpoint.at(upstream.url(), WITH_QUERY)) {
      Listening listening = Listening.to(endpoint.client);

      assertThat(listening.call.outcome().toCompletableFuture().get(10, TimeUnit.SECONDS))
          .isInstanceOf(Outcome.Completed.class);
      assertThat(upstream.next().line()).isEqualTo("GET /a?v=1&auth=k%26y%2F%20%2B HTTP/1.1");
    }
  }

  @Test
  void aRequestDoesNotShowIt() {
    try (TestEndpoint endpoint = TestEndpoint.at("https://192.0.2.1")) {
      HttpRequest request = endpoint.http.get("/a").query("auth", KEY).bearer(KEY);

      assertThat(request).hasToString("GET /a?auth=***");
      assertThat(request.shownHeaders()).containsEntry("authorization", "Bearer ***");
    }
  }
}
