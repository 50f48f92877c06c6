package dev.runnel.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the service's errors mean, before the answer and within it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicFailuresTest {
  private ProviderUnderTest anthropic;
  private ChatClient client;

  @BeforeAll
  void start() {
    anthropic = ProviderUnderTest.start("anthropic");
    client = anthropic.connect("api-key", "sk-ant-test");
  }

  @AfterAll
  void close() {
    anthropic.close();
  }

  private Heard hear(Script script) {
    anthropic.sandbox().on(Sandbox.ANTHROPIC).next(script);
    return Heard.from(client, ChatRequest.of("Hi"));
  }

  private static Script refused(int status, String type, String message) {
    return Script.status(status)
        .json(
            "{\"type\":\"error\",\"error\":{\"type\":\""
                + type
                + "\",\"message\":\""
                + message
                + "\"},\"request_id\":\"req_1\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, messages: at least one message is required, INVALID_REQUEST",
    "400, invalid_request_error, prompt is too long: 9 tokens > 8 maximum, CONTEXT_TOO_LONG",
    "400, invalid_request_error, input length and `max_tokens` exceed context limit: 1, CONTEXT_TOO_LONG",
    "400, invalid_request_error, Your credit balance is too low to access the Anthropic API, QUOTA",
    "400, invalid_request_error, You have reached your specified API usage limits, QUOTA",
    "400, invalid_request_error, Output blocked by content filtering policy, CONTENT_FILTERED",
    "401, authentication_error, invalid x-api-key, AUTHENTICATION",
    "402, billing_error, Check your payment details, QUOTA",
    "403, permission_error, Your API key may not use this, PERMISSION",
    "404, not_found_error, model: claude-opus-5.5, MODEL_NOT_FOUND",
    "413, request_too_large, Request exceeds the maximum size, CONTEXT_TOO_LONG",
    "429, rate_limit_error, This request would exceed your rate limit, RATE_LIMITED",
    "500, api_error, Internal server error, UNAVAILABLE",
    "504, timeout_error, Request timed out, UNAVAILABLE",
    "529, overloaded_error, Overloaded, UNAVAILABLE"
  })
  void refusals(int status, String type, String message, ErrorKind kind) {
    ChatException cause = hear(refused(status, type, message)).refused();

    assertThat(cause.kind()).isEqualTo(kind);
    assertThat(cause.httpStatus()).hasValue(status);
    assertThat(cause).hasMessageContaining(message);
  }

  @ParameterizedTest
  @EnumSource
  void inTheStreamTheyMeanTheSame(Trouble trouble) {
    anthropic
        .sandbox()
        .on(Sandbox.ANTHROPIC)
        .next(
            Script.refusing(trouble, "Why"),
            Script.nothing().role().tokens("Hel").error(trouble, "Why").tokens("lo").done());
    ChatException before = Heard.from(client, ChatRequest.of("Hi")).refused();
    Outcome.Failed within = Heard.from(client, ChatRequest.of("Hi")).failed();

    assertThat(within.contentDelivered()).isTrue();
    if (trouble != Trouble.NOT_FOUND) { // without its status that is any error
      assertThat(within.cause().kind()).isEqualTo(before.kind());
    }
  }

  @Test
  void anOverloadedServiceIsWorthAnotherTry() {
    ChatException cause = hear(refused(529, "overloaded_error", "Overloaded")).refused();

    assertThat(cause.retry().scope()).isEqualTo(RetryAdvice.Scope.SAME_ENDPOINT);
  }

  @Test
  void aMissingModelHasANearName() {
    ChatException cause = hear(refused(404, "not_found_error", "model: claude-opus-5.5")).refused();

    assertThat(cause.nextStep()).hasValue("Did you mean 'claude-opus-5-5'?");
  }

  @Test
  void theResetOfAUsedUpLimitIsTheAdvice() {
    ChatException cause =
        hear(refused(429, "rate_limit_error", "Slow down")
                .header("anthropic-ratelimit-requests-remaining", "0")
                .header(
                    "anthropic-ratelimit-requests-reset",
                    Instant.now().plusSeconds(3600).toString()))
            .refused();

    assertThat(cause.retry().after().orElseThrow())
        .isBetween(Duration.ofMinutes(50), Duration.ofMinutes(61));
  }

  @Test
  void aWrongKeyIsSaidSoAndNotShown() {
    try (ProviderUnderTest strict =
        ProviderUnderTest.start("anthropic", sandbox -> sandbox.anthropicKey("right"))) {
      ChatException cause =
          Heard.from(strict.connect("api-key", "sk-ant-wrong"), ChatRequest.of("Hi")).refused();

      assertThat(cause.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
      assertThat(cause.describe()).contains("ANTHROPIC_API_KEY").doesNotContain("sk-ant-wrong");
    }
  }

  @Test
  void anErrorDocumentInPlaceOfAStream() {
    ChatException cause =
        hear(Script.nothing()
                .json(
                    "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"Overloaded\"}}"))
            .refused();

    assertThat(cause.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(cause.nextStep().orElseThrow()).contains("too much to do");
  }

  @Test
  void withoutAnEndMarkTheAnswerEndedEarly() {
    assertThat(hear(Script.nothing().role().tokens("Hel")).incomplete().reason())
        .isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);
  }
}
