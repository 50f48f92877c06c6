package dev.runnel.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiFailuresTest {
  private static ProviderUnderTest openai;

  @BeforeAll
  static void start() {
    openai = ProviderUnderTest.start("openai");
  }

  @AfterAll
  static void close() {
    openai.close();
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST, INVALID_REQUEST, NEVER, 400",
    "CONTEXT_TOO_LONG, CONTEXT_TOO_LONG, ANOTHER_ENDPOINT, 400",
    "CONTENT_POLICY, CONTENT_FILTERED, ANOTHER_ENDPOINT, 400",
    "INVALID_KEY, AUTHENTICATION, ANOTHER_ENDPOINT, 401",
    "FORBIDDEN, PERMISSION, ANOTHER_ENDPOINT, 403",
    "MODEL_NOT_FOUND, MODEL_NOT_FOUND, ANOTHER_ENDPOINT, 404",
    "RATE_LIMITED, RATE_LIMITED, SAME_ENDPOINT, 429",
    "OUT_OF_QUOTA, QUOTA, ANOTHER_ENDPOINT, 429",
    "SERVER_ERROR, UNAVAILABLE, SAME_ENDPOINT, 500",
    "OVERLOADED, UNAVAILABLE, SAME_ENDPOINT, 503",
  })
  void itsOwnErrors(Trouble trouble, ErrorKind kind, RetryAdvice.Scope scope, int status) {
    ChatException failure = openai.hear(Script.refusing(trouble, "Something is wrong")).refused();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retry().scope()).isEqualTo(scope);
    assertThat(failure.httpStatus()).hasValue(status);
    assertThat(failure).hasMessageContaining("Something is wrong");
  }

  /** What servers are known to say, with their status, and what it means. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          429 | {"error":{"message":"Request too large for gpt-4o on tokens per min (TPM): Limit 30000, Requested 40000.","type":"tokens","param":null,"code":"rate_limit_exceeded"}} | CONTEXT_TOO_LONG | ANOTHER_ENDPOINT
          413 | {"error":{"message":"Request too large for model `llama` in organization","type":"tokens","code":"rate_limit_exceeded"}} | CONTEXT_TOO_LONG | ANOTHER_ENDPOINT
          400 | {"error":{"message":"Failed to call a function.","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"<function"}} | UNAVAILABLE | SAME_ENDPOINT
          400 | {"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error"}} | CONTEXT_TOO_LONG | ANOTHER_ENDPOINT
          503 | {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}} | UNAVAILABLE | SAME_ENDPOINT
          404 | {"error":{"message":"No models loaded. Please load a model in the developer page or use the 'lms load' command.","type":"invalid_request_error","param":"model","code":"model_not_found"}} | MODEL_NOT_FOUND | ANOTHER_ENDPOINT
          402 | {"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}} | QUOTA | ANOTHER_ENDPOINT
          402 | {"error":{"message":"Insufficient credits","code":402}} | QUOTA | ANOTHER_ENDPOINT
          422 | {"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","n"],"msg":"Extra inputs are not permitted"}]},"type":"invalid_request_error","param":null,"code":null} | INVALID_REQUEST | NEVER
          400 | {"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.","type":"BadRequestError","param":null,"code":400} | CONTEXT_TOO_LONG | ANOTHER_ENDPOINT
          400 | {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400}} | CONTENT_FILTERED | ANOTHER_ENDPOINT
          403 | {"error":{"code":"unsupported_country_region_territory","message":"Country, region, or territory not supported","param":null,"type":"request_forbidden"}} | PERMISSION | ANOTHER_ENDPOINT
          """)
  void theErrorsOfOthers(int status, String body, ErrorKind kind, RetryAdvice.Scope scope) {
    ChatException failure = openai.hear(Script.status(status).json(body)).refused();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retry().scope()).isEqualTo(scope);
  }

  @Test
  void amodelThatIsMisspeltGetsANearName() {
    ChatException failure =
        openai.ask(ChatRequest.builder().model("gpt-5.4-mnii").user("Hi").build()).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(failure.nextStep()).hasValue("Did you mean 'gpt-5.4-mini'?");
  }

  @Test
  void withoutAKeyItSaysSo() {
    try (Sandbox sandbox = Sandbox.builder().openAiKey("sk-right").start()) {
      ChatClient client = openai.connect("base-url", sandbox.baseUrl("openai"));

      ChatException failure = Heard.from(client, ChatRequest.of("Hi")).refused();

      assertThat(failure.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
      assertThat(failure.nextStep()).hasValue("Check the credentials");
      assertThat(failure.getMessage()).doesNotContain(ProviderUnderTest.KEY);
    }
  }

  @Test
  void theLimitThatIsUsedUpSaysHowLongToWait() {
    ChatException failure =
        openai
            .hear(
                Script.refusing(Trouble.RATE_LIMITED, "Slow down")
                    .header("x-ratelimit-remaining-requests", "7")
                    .header("x-ratelimit-reset-requests", "1h")
                    .header("x-ratelimit-remaining-tokens", "0")
                    .header("x-ratelimit-reset-tokens", "6m0s"))
            .refused();

    assertThat(failure.retry()).isEqualTo(RetryAdvice.SAME_ENDPOINT.after(Duration.ofMinutes(6)));
  }

  @Test
  void anErrorInMidStreamIsOneFailure() {
    Heard heard =
        openai.hear(
            Script.nothing()
                .role()
                .tokens("Hel")
                .error(Trouble.OUT_OF_QUOTA, "Nothing left")
                .done());

    assertThat(heard.text()).isEqualTo("Hel");
    assertThat(heard.failed().cause().kind()).isEqualTo(ErrorKind.QUOTA);
  }

  @Test
  void whatOpenAiCallsAnUnrecognisedArgumentIsTheRequestsFault() {
    ChatRequest request = ChatRequest.builder().user("Hi").extra("openai", "foo", 1).build();

    ChatException failure = openai.ask(request).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(failure).hasMessageContaining("Unrecognized request argument supplied: foo");
  }
}
