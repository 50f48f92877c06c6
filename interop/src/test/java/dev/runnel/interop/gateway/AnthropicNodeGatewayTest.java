package dev.runnel.interop.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.runnel.gateway.delivery.DeliverySettings;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Gate;
import dev.runnel.sandbox.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official {@code @anthropic-ai/sdk} on Node.js, as a client of a gateway. */
class AnthropicNodeGatewayTest extends NodeGatewayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String WEATHER =
      """
      "tools": [{"name": "weather", "description": "Tells it", "input_schema":
        {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}],""";

  private static final String THINKING =
      """
      "thinking": {"type": "enabled", "budget_tokens": 1024},""";

  AnthropicNodeGatewayTest() {
    super("anthropic", "");
  }

  private static String ask(String model, String more) {
    return """
        {"model": "%s", "max_tokens": 4096, "system": "Be brief.", %s
         "messages": [{"role": "user", "content": "Hello"}]}"""
        .formatted(model, more);
  }

  @ParameterizedTest
  @CsvSource({
    "gather, openai",
    "create, openai",
    "gather, anthropic",
    "create, anthropic",
  })
  void hearsAnAnswerOfEitherService(String deed, String service) {
    String end = service.equals("openai") ? "stop" : "end_turn";
    stage.answer(
        service,
        Script.nothing().role().tokens("Grüße, ", "😀\n", "Welt").finish(end).usage(9, 4).done());

    String model = service.equals("openai") ? GatewayStage.GPT : GatewayStage.CLAUDE;
    JsonNode heard = here().run(deed, ask(model, ""));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.path("model").textValue()).isEqualTo(model);
    assertThat(heard.path("finish").textValue()).isEqualTo("end_turn");
    assertThat(heard.path("usage").path("input_tokens").intValue()).isEqualTo(9);
    assertThat(heard.path("usage").path("output_tokens").intValue()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gather", "create"})
  void hearsThoughtsTextAndParallelToolCalls(String deed) {
    stage.answer(
        "openai",
        Script.nothing()
            .role()
            .reasoning("Where?")
            .tokens("Let me see.")
            .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("call_2", "weather", "{\"city\":\"Bonn\"}")
            .finish("tool_calls")
            .done());

    JsonNode heard = here().run(deed, ask(GatewayStage.GPT, WEATHER));

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("reasoning").textValue()).isEqualTo("Where?");
    assertThat(heard.path("text").textValue()).isEqualTo("Let me see.");
    assertThat(heard.path("finish").textValue()).isEqualTo("tool_use");
    assertThat(heard.path("toolCalls")).hasSize(2);
    assertThat(heard.path("toolCalls").get(0).path("arguments").textValue())
        .isEqualTo("{\"city\":\"Köln\"}");
    assertThat(heard.path("toolCalls").get(1).path("id").textValue()).isEqualTo("call_2");
    JsonNode function = stage.lastBody().path("tools").path(0).path("function");
    assertThat(function.path("name").textValue()).isEqualTo("weather");
    assertThat(function.path("parameters").path("required").path(0).textValue()).isEqualTo("city");
  }

  @Test
  void givesToolResultsBack() {
    stage.answer("openai", Script.answer("Sunny"));

    JsonNode heard =
        here()
            .run(
                "create",
                """
                {"model": "openai/gpt-4o-mini", "max_tokens": 100, %s
                 "messages": [
                  {"role": "user", "content": "Weather?"},
                  {"role": "assistant", "content": [
                    {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Köln"}}]},
                  {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "toolu_1", "content": [
                      {"type": "text", "text": "sun"}]},
                    {"type": "text", "text": "Well?"}]}]}"""
                    .formatted(WEATHER));

    assertThat(heard.path("text").textValue()).isEqualTo("Sunny");
    List<String> roles = new ArrayList<>();
    stage.lastBody().path("messages").forEach(one -> roles.add(one.path("role").textValue()));
    assertThat(roles).containsExactly("user", "assistant", "tool", "user");
  }

  @Test
  void whatTheServiceSignedGetsBackToIt() throws Exception {
    stage.answer(
        "anthropic",
        Script.nothing()
            .reasoning("Hmm, ")
            .reasoning("well.")
            .signature("c2lnbmVk")
            .tokens("Hello")
            .finish("end_turn")
            .done());
    JsonNode heard = here().run("gather", ask(GatewayStage.CLAUDE, THINKING));
    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("reasoning").textValue()).isEqualTo("Hmm, well.");

    stage.answer("anthropic", Script.answer("Bye"));
    JsonNode next = JSON.readTree(ask(GatewayStage.CLAUDE, THINKING));
    next.<ArrayNode>withArray("messages")
        .add(JSON.createObjectNode().put("role", "assistant").set("content", heard.path("content")))
        .add(JSON.createObjectNode().put("role", "user").put("content", "Bye"));
    assertThat(here().run("create", next.toString()).path("text").textValue()).isEqualTo("Bye");

    JsonNode thought = stage.lastBody().path("messages").path(1).path("content").path(0);
    assertThat(thought.path("thinking").textValue()).isEqualTo("Hmm, well.");
    assertThat(thought.path("signature").textValue()).isEqualTo("c2lnbmVk");
  }

  @Test
  void getsAnAnswerThatFollowsASchema() throws Exception {
    JsonNode heard =
        here()
            .run(
                "create",
                ask(
                    GatewayStage.GPT,
                    """
                    "output_config": {"format": {"type": "json_schema", "schema":
                      {"type": "object", "properties": {"city": {"type": "string"}},
                       "required": ["city"], "additionalProperties": false}}},"""));

    assertThat(heard.path("error")).isEmpty();
    assertThat(JSON.readTree(heard.path("text").textValue()).has("city")).isTrue();
    assertThat(stage.lastBody().path("response_format").path("type").textValue())
        .isEqualTo("json_schema");
  }

  @Test
  void listsTheModelsOfAllServicesPageByPage() {
    List<String> models = new ArrayList<>();
    here().run("models").path("models").forEach(model -> models.add(model.textValue()));

    assertThat(models).doesNotHaveDuplicates();
    assertThat(models).contains(GatewayStage.GPT).anyMatch(name -> name.startsWith("anthropic/"));
  }

  @Test
  void anAbortReachesTheService() {
    stage.answer("openai", Script.nothing().role().tokens("Hel", "lo").stayOpen());

    JsonNode heard = here().abortAfter(3).run("stream", ask(GatewayStage.GPT, ""));

    assertThat(heard.path("aborted").booleanValue()).isTrue();
    stage.last().awaitClosedByPeer();
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_KEY, AuthenticationError, 401, authentication_error",
    "FORBIDDEN, PermissionDeniedError, 403, permission_error",
    "CONTEXT_TOO_LONG, BadRequestError, 400, invalid_request_error",
    "MODEL_NOT_FOUND, NotFoundError, 404, not_found_error",
    "RATE_LIMITED, RateLimitError, 429, rate_limit_error",
    "OUT_OF_QUOTA, PaymentRequiredError, 402, billing_error",
    "OVERLOADED, OverloadedError, 529, overloaded_error",
  })
  void hasItsOwnClassForEachError(Trouble trouble, String kind, int status, String type) {
    for (String deed : List.of("create", "stream")) {
      stage.answer("openai", Script.refusing(trouble, "The service says no"));

      JsonNode error = here().run(deed, ask(GatewayStage.GPT, "")).path("error");

      assertThat(error.path("class").textValue()).isEqualTo(kind);
      assertThat(error.path("status").intValue()).isEqualTo(status);
      assertThat(error.path("type").textValue()).isEqualTo(type);
      assertThat(error.path("requestId").textValue()).startsWith("req_");
      assertThat(error.path("message").textValue()).contains("The service says no");
    }
  }

  @Test
  void whatIsWrongIsToldBeforeAnybodyIsAsked() {
    JsonNode wrong = here().run("create", ask(GatewayStage.GPT, "\"top_p\": 2,")).path("error");
    assertThat(wrong.path("class").textValue()).isEqualTo("BadRequestError");
    assertThat(wrong.path("message").textValue()).contains("top_p: ");
  }

  @Test
  void triesAgainWhereTheServiceIsBusy() {
    stage.answer("openai", Script.refusing(Trouble.RATE_LIMITED, "Slow down"));
    stage.answer("openai", Script.answer("At last"));

    JsonNode heard = here().retries(1).run("gather", ask(GatewayStage.GPT, ""));

    assertThat(heard.path("text").textValue()).isEqualTo("At last");
  }

  @Test
  void anErrorInMidStreamIsAnErrorWithItsType() {
    stage.answer("openai", Script.nothing().role().tokens("Hel").error("server_error", "Sorry"));

    JsonNode heard = here().run("stream", ask(GatewayStage.GPT, ""));

    assertThat(heard.path("text").textValue()).isEqualTo("Hel");
    assertThat(heard.path("error").path("message").textValue()).contains("Sorry");
    assertThat(heard.path("error").path("type").textValue()).isEqualTo("overloaded_error");
  }

  @Test
  void aServiceThatDiesInMidStreamIsAnError() {
    stage.answer("openai", Script.nothing().role().tokens("Hel").reset());

    JsonNode heard = here().run("gather", ask(GatewayStage.GPT, ""));

    assertThat(heard.path("error").path("type").textValue()).isEqualTo("api_error");
  }

  @Test
  void waitsThroughHeartbeatsForAServiceThatThinksLong() {
    DeliverySettings usual = DeliverySettings.DEFAULT;
    Duration soon = Duration.ofMillis(5);
    try (GatewayStage slow =
        GatewayStage.start(
            new DeliverySettings(soon, soon, usual.slowClient(), usual.maxPending()))) {
      Gate gate = Gate.shut();
      slow.answer(
          "openai", Script.nothing().role().await(gate).tokens("Well").finish("stop").done());
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(gate::open);

      JsonNode heard = client.at(slow.origin().toString()).run("gather", ask(GatewayStage.GPT, ""));

      assertThat(heard.path("error")).isEmpty();
      assertThat(heard.path("text").textValue()).isEqualTo("Well");
    }
  }
}
