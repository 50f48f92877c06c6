package dev.runnel.interop.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official {@code openai} client on Node.js, as a client of a gateway. */
class OpenAiNodeGatewayTest extends NodeGatewayTest {
  private static final String WEATHER =
      """
      "tools": [{"type": "function", "function": {"name": "weather", "description": "Tells it",
        "strict": true, "parameters": {"type": "object", "additionalProperties": false,
          "properties": {"city": {"type": "string"}}, "required": ["city"]}}}]""";

  OpenAiNodeGatewayTest() {
    super("openai", "/v1");
  }

  private static String ask(String model, String more) {
    return "{\"model\": \"%s\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]%s}"
        .formatted(model, more.isEmpty() ? "" : ", " + more);
  }

  @ParameterizedTest
  @CsvSource({
    "stream, openai/gpt-4o-mini, stop",
    "gather, openai/gpt-4o-mini, stop",
    "create, openai/gpt-4o-mini, stop",
    "gather, anthropic/claude-sonnet-4-5, end_turn",
    "create, anthropic/claude-sonnet-4-5, end_turn",
  })
  void hearsAnAnswerOfEitherService(String deed, String model, String end) {
    stage.answer(
        model.substring(0, model.indexOf('/')),
        Script.nothing().role().tokens("Grüße, ", "😀\n", "Welt").finish(end).usage(9, 4).done());

    JsonNode heard = here().run(deed, ask(model, ""));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.path("finish").textValue()).isEqualTo("stop");
    assertThat(heard.path("model").textValue()).isEqualTo(model);
    assertThat(heard.path("objects")).hasSize(1);
  }

  @Test
  void usageComesInAStreamWhereItWasAskedFor() {
    Script counted = Script.nothing().role().tokens("Hi").finish("stop").usage(9, 4).done();
    stage.sandbox().on("openai").next(counted, counted);

    JsonNode asked =
        here()
            .run("stream", ask(GatewayStage.GPT, "\"stream_options\": {\"include_usage\": true}"));
    JsonNode unasked = here().run("stream", ask(GatewayStage.GPT, ""));

    assertThat(asked.path("usage").path("total_tokens").intValue()).isEqualTo(13);
    assertThat(unasked.has("usage")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "gather", "create"})
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
    assertThat(heard.path("finish").textValue()).isEqualTo("tool_calls");
    assertThat(heard.path("toolCalls")).hasSize(2);
    assertThat(heard.path("toolCalls").get(0).path("arguments").textValue())
        .isEqualTo("{\"city\":\"Köln\"}");
    assertThat(heard.path("toolCalls").get(1).path("id").textValue()).isEqualTo("call_2");
    assertThat(heard.path("reasoning").textValue()).contains("Where?");
    JsonNode function = stage.lastBody().path("tools").path(0).path("function");
    assertThat(function.path("strict").booleanValue()).isTrue();
  }

  @Test
  void givesToolResultsBack() {
    stage.answer("openai", Script.answer("Sunny"));

    JsonNode heard =
        here()
            .run(
                "create",
                """
                {"model": "openai/gpt-4o-mini", "messages": [
                  {"role": "user", "content": "Weather?"},
                  {"role": "assistant", "content": null, "refusal": null, "tool_calls": [
                    {"id": "call_1", "type": "function",
                     "function": {"name": "weather", "arguments": "{}"}}]},
                  {"role": "tool", "tool_call_id": "call_1", "content": "sun"}], %s}"""
                    .formatted(WEATHER));

    assertThat(heard.path("text").textValue()).isEqualTo("Sunny");
  }

  @Test
  void getsAnAnswerThatFollowsASchema() {
    JsonNode heard =
        here()
            .run(
                "parse",
                ask(
                    GatewayStage.GPT,
                    """
                    "response_format": {"type": "json_schema", "json_schema": {"name": "place",
                      "strict": true, "schema": {"type": "object", "additionalProperties": false,
                      "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
                      "required": ["city", "people"]}}}"""));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("parsed").path("people").isIntegralNumber()).isTrue();
  }

  @Test
  void canAskForEveryModelThatIsListed() {
    List<String> models = new ArrayList<>();
    here().run("models").path("models").forEach(one -> models.add(one.textValue()));
    assertThat(models).contains("openai/gpt-4o-mini").anyMatch(id -> id.startsWith("anthropic/"));

    String last = models.get(models.size() - 1);
    String named = "{\"model\": \"" + last + "\"}";
    assertThat(here().run("model", named).path("models").get(0).textValue()).isEqualTo(last);
    assertThat(here().run("create", ask(models.get(0), "")).path("error")).isEmpty();

    JsonNode error = here().run("model", "{\"model\": \"openai/gpt-4o-mimi\"}").path("error");
    assertThat(error.path("class").textValue()).isEqualTo("NotFoundError");
    assertThat(error.path("message").textValue()).contains("openai/gpt-4o-mini");
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
    "INVALID_KEY, AuthenticationError, 401, invalid_api_key",
    "FORBIDDEN, PermissionDeniedError, 403, permission_denied",
    "CONTEXT_TOO_LONG, BadRequestError, 400, context_length_exceeded",
    "MODEL_NOT_FOUND, NotFoundError, 404, model_not_found",
    "RATE_LIMITED, RateLimitError, 429, rate_limit_exceeded",
    "OUT_OF_QUOTA, RateLimitError, 429, insufficient_quota",
    "OVERLOADED, InternalServerError, 503, service_unavailable",
  })
  void hasItsOwnClassForEachError(Trouble trouble, String kind, int status, String code) {
    for (String deed : List.of("create", "stream")) {
      stage.answer("openai", Script.refusing(trouble, "The service says no"));

      JsonNode error = here().run(deed, ask(GatewayStage.GPT, "")).path("error");

      assertThat(error.path("class").textValue()).isEqualTo(kind);
      assertThat(error.path("status").intValue()).isEqualTo(status);
      assertThat(error.path("code").textValue()).isEqualTo(code);
      assertThat(error.path("message").textValue()).contains("The service says no");
    }
  }

  @Test
  void whatIsWrongIsToldBeforeAnybodyIsAsked() {
    JsonNode error = here().run("create", ask(GatewayStage.GPT, "\"n\": 2")).path("error");

    assertThat(error.path("class").textValue()).isEqualTo("BadRequestError");
    assertThat(error.path("body").path("param").textValue()).isEqualTo("n");
  }

  @Test
  void triesAgainWhereTheServiceIsBusyAndNotWhereTheAccountIsEmpty() {
    stage.answer("openai", Script.refusing(Trouble.RATE_LIMITED, "Slow down"));
    stage.answer("openai", Script.answer("Now"));
    assertThat(here().retries(1).run("create", ask(GatewayStage.GPT, "")).path("text").textValue())
        .isEqualTo("Now");

    int before = stage.sandbox().exchanges().size();
    stage.answer("openai", Script.refusing(Trouble.OUT_OF_QUOTA, "Pay"));
    assertThat(here().retries(2).run("create", ask(GatewayStage.GPT, "")).path("error").toString())
        .contains("insufficient_quota");
    assertThat(stage.sandbox().exchanges()).hasSize(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "gather"})
  void anErrorInMidStreamIsAnErrorWithItsWords(String deed) {
    stage.answer("openai", Script.nothing().role().tokens("Hel").error("server_error", "Sorry"));

    JsonNode error = here().run(deed, ask(GatewayStage.GPT, "")).path("error");

    assertThat(error.path("class").textValue()).isIn("APIError", "OpenAIError");
    assertThat(error.path("message").textValue()).contains("Sorry");
  }

  @Test
  void aServiceThatDiesInMidStreamIsAnError() {
    stage.answer("openai", Script.nothing().role().tokens("Hel").reset());

    JsonNode heard = here().run("stream", ask(GatewayStage.GPT, ""));

    assertThat(heard.path("text").textValue()).isEqualTo("Hel");
    assertThat(heard.path("error").path("code").textValue()).isEqualTo("bad_gateway");
  }

  @Test
  void anAnswerTellsWhoServedItAndWhatDidNotReachThem() {
    stage.answer("anthropic", Script.answer("Hi"));
    JsonNode heard =
        here().run("headers", ask(GatewayStage.CLAUDE, "\"user\": \"u\", \"store\": false"));

    assertThat(heard.path("requestId").textValue()).startsWith("req_");
    JsonNode headers = heard.path("headers");
    assertThat(headers.path("x-runnel-provider").textValue()).isEqualTo("anthropic");
    assertThat(headers.path("x-runnel-attempts").textValue()).isEqualTo("1");
    assertThat(headers.path("x-runnel-ignored").textValue()).isEqualTo("user, store");

    JsonNode kept =
        here().run("headers", ask(GatewayStage.GPT, "\"user\": \"u\", \"store\": false"));
    assertThat(kept.path("headers").has("x-runnel-ignored")).isFalse();
    assertThat(stage.lastBody().path("user").textValue()).isEqualTo("u");
    assertThat(stage.lastBody().path("store").isBoolean()).isTrue();
  }
}
