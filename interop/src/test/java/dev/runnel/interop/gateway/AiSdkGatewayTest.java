package dev.runnel.interop.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Vercel's {@code ai} with {@code @ai-sdk/openai-compatible}, as a client of a gateway. */
class AiSdkGatewayTest extends NodeGatewayTest {
  private static final String WEATHER =
      """
      "tools": {"weather": {"type": "object", "properties": {"city": {"type": "string"}},
        "required": ["city"]}}""";

  AiSdkGatewayTest() {
    super("ai", "/v1");
  }

  private static String ask(String model, String more) {
    return "{\"model\": \"%s\", \"prompt\": \"Hello\"%s}"
        .formatted(model, more.isEmpty() ? "" : ", " + more);
  }

  @ParameterizedTest
  @CsvSource({
    "stream, openai/gpt-4o-mini, stop",
    "generate, openai/gpt-4o-mini, stop",
    "stream, anthropic/claude-sonnet-4-5, end_turn",
    "generate, anthropic/claude-sonnet-4-5, end_turn",
  })
  void hearsAnAnswerOfEitherServiceWithItsUsage(String deed, String model, String end) {
    stage.answer(
        model.substring(0, model.indexOf('/')),
        Script.nothing().role().tokens("Grüße, ", "😀\n", "Welt").finish(end).usage(9, 4).done());

    JsonNode heard = here().run(deed, ask(model, ""));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.path("finish").textValue()).isEqualTo("stop");
    assertThat(heard.path("usage").path("inputTokens").intValue()).isEqualTo(9);
    assertThat(heard.path("usage").path("outputTokens").intValue()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "generate"})
  void hearsThoughtsAndParallelToolCalls(String deed) {
    stage.answer(
        "openai",
        Script.nothing()
            .role()
            .reasoning("Where?")
            .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("call_2", "weather", "{\"city\":\"Bonn\"}")
            .finish("tool_calls")
            .done());

    JsonNode heard = here().run(deed, ask(GatewayStage.GPT, WEATHER));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("reasoning").textValue()).isEqualTo("Where?");
    assertThat(heard.path("finish").textValue()).isEqualTo("tool-calls");
    assertThat(heard.path("toolCalls").toString())
        .contains("call_1", "{\\\"city\\\":\\\"Köln\\\"}", "call_2", "Bonn");
  }

  /** The client runs the tool, gives back what was said and done, and goes on by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"stream", "generate"})
  void goesOnAfterItHasRunATool(String deed) {
    stage
        .sandbox()
        .on("openai")
        .next(
            Script.nothing()
                .role()
                .toolCall("call_1", "weather", "{\"city\":\"Köln\"}")
                .finish("tool_calls")
                .done(),
            Script.answer("Sunny"));

    JsonNode heard =
        here().run(deed, ask(GatewayStage.GPT, WEATHER + ", \"results\": {\"weather\": \"sun\"}"));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Sunny");
    assertThat(heard.path("steps").intValue()).isEqualTo(2);
    JsonNode messages = stage.lastBody().path("messages");
    assertThat(messages.path(1).path("tool_calls").path(0).path("id").textValue())
        .isEqualTo("call_1");
    assertThat(messages.path(2).path("tool_call_id").textValue()).isEqualTo("call_1");
  }

  @Test
  void getsAnObjectThatFollowsASchema() {
    JsonNode heard =
        here()
            .run(
                "object",
                ask(
                    GatewayStage.GPT,
                    """
                    "schemaName": "place", "schemaDescription": "Where it is",
                    "schema": {"type": "object", "additionalProperties": false,
                      "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
                      "required": ["city", "people"]}"""));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("parsed").path("city").isTextual()).isTrue();
    JsonNode schema = stage.lastBody().path("response_format").path("json_schema");
    assertThat(schema.path("name").textValue()).isEqualTo("place");
    assertThat(schema.path("description").textValue()).isEqualTo("Where it is");
  }

  @Test
  void anAbortReachesTheService() {
    stage.answer("openai", Script.nothing().role().tokens("Hel", "lo").stayOpen());

    JsonNode heard = here().abortAfter(2).run("stream", ask(GatewayStage.GPT, ""));

    assertThat(heard.path("aborted").booleanValue()).isTrue();
    stage.last().awaitClosedByPeer();
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_KEY, 401",
    "MODEL_NOT_FOUND, 404",
    "RATE_LIMITED, 429",
    "CONTEXT_TOO_LONG, 400",
    "OVERLOADED, 503"
  })
  void anErrorHasItsStatusAndItsWords(Trouble trouble, int status) {
    for (String deed : new String[] {"stream", "generate"}) {
      stage.answer("openai", Script.refusing(trouble, "The service says no"));

      JsonNode error = here().run(deed, ask(GatewayStage.GPT, "")).path("error");

      assertThat(error.path("class").textValue()).contains("APICallError");
      assertThat(error.path("status").intValue()).isEqualTo(status);
      assertThat(error.path("message").textValue()).contains("The service says no");
    }
  }

  @Test
  void triesAgainWhereTheServiceIsBusy() {
    stage
        .sandbox()
        .on("openai")
        .next(
            Script.status(429)
                .header("retry-after", "0")
                .json("{\"error\":{\"message\":\"no\",\"code\":\"rate_limit_exceeded\"}}"),
            Script.answer("Now"));

    assertThat(
            here().retries(1).run("generate", ask(GatewayStage.GPT, "")).path("text").textValue())
        .isEqualTo("Now");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerThatBreaksOffIsAnError(boolean told) {
    Script begun = Script.nothing().role().tokens("Hel");
    stage.answer("openai", told ? begun.error("server_error", "Sorry") : begun.reset());

    JsonNode heard = here().run("stream", ask(GatewayStage.GPT, ""));

    assertThat(heard.path("text").textValue()).isEqualTo("Hel");
    assertThat(heard.path("error").path("class").isTextual()).isTrue();
    assertThat(heard.path("finish").textValue()).isNotEqualTo("stop");
  }
}
