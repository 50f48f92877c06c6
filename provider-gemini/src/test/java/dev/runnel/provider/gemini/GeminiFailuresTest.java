package dev.runnel.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GeminiFailuresTest {
  private static final String EXHAUSTED = "RESOURCE_EXHAUSTED";
  private static final String QUOTA =
      "You exceeded your current quota, please check your plan and billing details.";

  private static ProviderUnderTest gemini;

  @BeforeAll
  static void start() {
    gemini = ProviderUnderTest.start("gemini");
  }

  @AfterAll
  static void close() {
    gemini.close();
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(GeminiStatus.of(ErrorKind.AUTHENTICATION, ""), 400, ErrorKind.AUTHENTICATION),
        Arguments.of(
            GeminiStatus.document(
                403,
                "PERMISSION_DENIED",
                "Method doesn't allow unregistered callers (callers without established"
                    + " identity)."),
            403,
            ErrorKind.AUTHENTICATION),
        Arguments.of(
            GeminiStatus.document(403, "PERMISSION_DENIED", "Your API key was reported as leaked."),
            403,
            ErrorKind.AUTHENTICATION),
        Arguments.of(
            GeminiStatus.document(401, "UNAUTHENTICATED", "Request had invalid credentials."),
            401,
            ErrorKind.AUTHENTICATION),
        Arguments.of(
            GeminiStatus.document(
                403,
                "PERMISSION_DENIED",
                "Generative Language API has not been used in project 1 before or it is disabled.",
                "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                    + "\"reason\":\"SERVICE_DISABLED\"}"),
            403,
            ErrorKind.PERMISSION),
        Arguments.of(
            GeminiStatus.document(
                400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
            400,
            ErrorKind.BLOCKED),
        Arguments.of(
            GeminiStatus.of(ErrorKind.CONTEXT_TOO_LONG, ""), 400, ErrorKind.CONTEXT_TOO_LONG),
        Arguments.of(
            GeminiStatus.of(ErrorKind.MODEL_NOT_FOUND, ""), 404, ErrorKind.MODEL_NOT_FOUND),
        Arguments.of(
            GeminiStatus.document(
                400,
                "INVALID_ARGUMENT",
                "Function call is missing a thought_signature in functionCall parts."),
            400,
            ErrorKind.INVALID_REQUEST),
        Arguments.of(
            GeminiStatus.document(
                400, "INVALID_ARGUMENT", "Penalty is not enabled for models/gemini-2.5-flash"),
            400,
            ErrorKind.INVALID_REQUEST),
        Arguments.of(
            GeminiStatus.document(
                429, EXHAUSTED, "Resource has been exhausted (e.g. check quota)."),
            429,
            ErrorKind.RATE_LIMITED),
        Arguments.of(
            GeminiStatus.document(
                429, EXHAUSTED, QUOTA, GeminiStatus.quota("InputTokensPerModelPerMinute-FreeTier")),
            429,
            ErrorKind.RATE_LIMITED),
        Arguments.of(GeminiStatus.document(429, EXHAUSTED, QUOTA), 429, ErrorKind.QUOTA),
        Arguments.of(
            GeminiStatus.document(
                429,
                EXHAUSTED,
                QUOTA + "\n* Quota exceeded for metric: requests, limit: 0",
                GeminiStatus.quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")),
            429,
            ErrorKind.QUOTA),
        Arguments.of(
            GeminiStatus.document(500, "INTERNAL", "An internal error has occurred."),
            500,
            ErrorKind.UNAVAILABLE),
        Arguments.of(
            GeminiStatus.document(503, "UNAVAILABLE", "The model is overloaded."),
            503,
            ErrorKind.UNAVAILABLE),
        Arguments.of(
            GeminiStatus.document(504, "DEADLINE_EXCEEDED", "Deadline expired."),
            504,
            ErrorKind.UNAVAILABLE));
  }

  @ParameterizedTest(name = "{2} of {1}")
  @MethodSource("errors")
  void errorsHaveTheirKindWhereverTheyCome(String document, int status, ErrorKind kind) {
    for (Script script :
        new Script[] {
          Script.status(status).json(document),
          Script.status(status).json("[" + document + "]"),
          Script.nothing().json(document),
          Script.nothing().json("[" + document + "\r\n]"),
          Script.nothing().event(document),
        }) {
      assertThat(gemini.hear(script).refused().kind()).isEqualTo(kind);
    }
  }

  @ParameterizedTest(name = "{2} of {1}")
  @MethodSource("errors")
  void afterContentToo(String document, int status, ErrorKind kind) {
    Script begun = Script.nothing().tokens("Hel", "lo");
    for (Script script :
        new Script[] {
          begun.event(document),
          begun.body(document), // as the service sends it: between the events, and none itself
          begun.body("[" + document + "]").inPiecesOf(7),
        }) {
      Heard heard = gemini.hear(script);
      assertThat(heard.text()).isEqualTo("Hello");
      Outcome.Failed failed = heard.failed();
      assertThat(failed.contentDelivered()).isTrue();
      assertThat(failed.cause().kind()).isEqualTo(kind);
    }
  }

  @Test
  void aRateLimitSaysWhenToComeBack() {
    ChatException failure =
        gemini.hear(Script.status(429).json(GeminiStatus.of(ErrorKind.RATE_LIMITED, ""))).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(26)));
    assertThat(failure.httpStatus()).hasValue(429);
  }

  @Test
  void aDaysQuotaIsNotWaitedForHere() {
    ChatException failure =
        gemini.hear(Script.status(429).json(GeminiStatus.of(ErrorKind.QUOTA, ""))).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.QUOTA);
    assertThat(failure.retry().scope()).isEqualTo(RetryAdvice.Scope.ANOTHER_ENDPOINT);
    assertThat(failure.nextStep().orElseThrow()).contains("billing");
  }

  @Test
  void retryAfterInAHeaderCountsFirst() {
    ChatException failure =
        gemini
            .hear(
                Script.status(429)
                    .header("retry-after", "3")
                    .json(GeminiStatus.of(ErrorKind.RATE_LIMITED, "")))
            .refused();

    assertThat(failure.retry().after()).hasValue(Duration.ofSeconds(3));
  }

  @Test
  void aBlockedPromptIsContentFiltered() {
    ChatException failure =
        gemini
            .hear(
                Script.nothing()
                    .event(
                        "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"},"
                            + "\"usageMetadata\":{\"promptTokenCount\":9},"
                            + "\"modelVersion\":\"gemini-3.8-flash\"}"))
            .refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.CONTENT_FILTERED);
    assertThat(failure)
        .hasMessage(
            "The service refused the content: \"The prompt was blocked for PROHIBITED_CONTENT\"");
    assertThat(failure.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
  }

  @Test
  void aPromptThatIsRatedAndNotBlockedIsAnswered() {
    Heard heard =
        gemini.hear(
            Script.nothing()
                .event("{\"promptFeedback\":{\"safetyRatings\":[]}}")
                .tokens("Hi")
                .finish("stop"));

    heard.completed();
    assertThat(heard.text()).isEqualTo("Hi");
  }

  @Test
  void anAnswerThatStopsWithoutAReasonIsIncomplete() {
    Heard heard = gemini.hear(Script.nothing().tokens("Hel", "lo"));

    assertThat(heard.incomplete().reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);
    assertThat(heard.text()).isEqualTo("Hello");
  }

  @Test
  void anEventThatIsNoneTellsNothing() {
    Heard heard =
        gemini.hear(
            Script.nothing()
                .tokens("Hel")
                .event("{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"lo\"}]}}"));

    assertThat(heard.text()).isEqualTo("Hel");
    assertThat(heard.failed().cause().kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void aModelThatIsNotThereIsToldWithTheNearestName() {
    ChatRequest.Builder request = ChatRequest.builder().user("Hi");

    ChatException misspelt = gemini.ask(request.model("gemini-3.8-flsh").build()).refused();
    assertThat(misspelt.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(misspelt.httpStatus()).hasValue(404);
    assertThat(misspelt.nextStep()).hasValue("Did you mean 'gemini-3.8-flash'?");

    ChatException unheardOf = gemini.ask(request.model("palm").build()).refused();
    assertThat(unheardOf.nextStep().orElseThrow()).startsWith("Choose one of the models");
  }

  @Test
  void aKeyThatIsWrongIsNotShown() {
    ChatException failure =
        Heard.from(
                gemini.connect("api-key", "AIza-wrong"),
                ChatRequest.builder().user("Hi").model("fault-401").build())
            .refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(failure.nextStep().orElseThrow()).contains("GEMINI_API_KEY");
    assertThat(failure.toString() + failure.nextStep()).doesNotContain("AIza");
  }
}
