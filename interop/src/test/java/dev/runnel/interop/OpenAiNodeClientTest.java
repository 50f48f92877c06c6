package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.interop.node.NodeClient;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.script.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official {@code openai} client on Node.js, as a client of the sandbox. */
class OpenAiNodeClientTest extends NodeClientTest {
  private static final String HELLO =
      """
      {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Hello"}]}""";

  private static final String WITH_TOOL =
      """
      {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Weather?"}],
       "tools": [{"type": "function", "function": {"name": "weather", "description": "Tells it",
         "parameters": {"type": "object", "properties": {"city": {"type": "string"}},
                        "required": ["city"]}}}]}""";

  OpenAiNodeClientTest() {
    super("openai");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "gather", "create"})
  void hearsAnAnswer(String deed) {
    answer(Script.answer("Grüße, ", "😀\n", "Welt"));

    JsonNode heard = here().run(deed, HELLO);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.path("finish").textValue()).isEqualTo("stop");
    assertThat(heard.path("model").textValue()).isEqualTo("gpt-4o-mini");
    assertThat(heard.path("objects")).hasSize(1);
    assertThat(heard.path("objects").get(0).textValue())
        .isEqualTo(deed.equals("stream") ? "chat.completion.chunk" : "chat.completion");
  }

  @Test
  void isAnsweredWithoutAScriptToo() {
    JsonNode heard = here().run("stream", HELLO);

    assertThat(heard.path("text").textValue()).isNotBlank();
    assertThat(heard.path("finish").textValue()).isEqualTo("stop");
  }

  @Test
  void usageComesInAStreamWhereItWasAskedFor() {
    answer(
        Script.nothing().role().tokens("Hi").finish("stop").usage(9, 4).done(),
        Script.nothing().role().tokens("Hi").finish("stop").usage(9, 4).done());

    JsonNode asked =
        here()
            .run(
                "stream",
                HELLO.replace(
                    "{\"model\"", "{\"stream_options\": {\"include_usage\": true}, \"model\""));
    JsonNode unasked = here().run("stream", HELLO);

    assertThat(asked.path("usage").path("prompt_tokens").intValue()).isEqualTo(9);
    assertThat(asked.path("usage").path("completion_tokens").intValue()).isEqualTo(4);
    assertThat(unasked.has("usage")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "gather", "create"})
  void hearsParallelToolCalls(String deed) {
    answer(
        Script.nothing()
            .role()
            .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("call_2", "weather", "{\"city\":\"Bonn\"}")
            .finish("tool_calls")
            .done());

    JsonNode heard = here().run(deed, WITH_TOOL);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("finish").textValue()).isEqualTo("tool_calls");
    assertThat(heard.path("toolCalls")).hasSize(2);
    assertThat(heard.path("toolCalls").get(0).toString())
        .contains("call_1", "weather", "{\\\"city\\\":\\\"Köln\\\"}");
    assertThat(heard.path("toolCalls").get(1).toString()).contains("call_2", "Bonn");
  }

  @Test
  void givesToolResultsBack() {
    answer(Script.answer("Sunny"));

    JsonNode heard =
        here()
            .run(
                "create",
                """
                {"model": "gpt-4o-mini", "messages": [
                  {"role": "user", "content": "Weather?"},
                  {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1",
                    "type": "function", "function": {"name": "weather", "arguments": "{}"}}]},
                  {"role": "tool", "tool_call_id": "call_1", "content": "sun"}]}""");

    assertThat(heard.path("text").textValue()).isEqualTo("Sunny");
  }

  @Test
  void aSchemaIsFollowedByTheSandboxsOwnAnswer() {
    JsonNode heard =
        here()
            .run(
                "parse",
                """
                {"model": "gpt-4o-mini", "messages": [{"role": "user", "content": "Where?"}],
                 "response_format": {"type": "json_schema", "json_schema": {"name": "place",
                   "strict": true, "schema": {"type": "object", "additionalProperties": false,
                   "properties": {"city": {"type": "string"}, "people": {"type": "integer"}},
                   "required": ["city", "people"]}}}}""");

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("parsed").path("city").isTextual()).isTrue();
    assertThat(heard.path("parsed").path("people").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "create"})
  void hearsARefusal(String deed) {
    answer(Script.nothing().role().refusal("I will not.").finish("stop").done());

    assertThat(here().run(deed, HELLO).path("refusal").textValue()).isEqualTo("I will not.");
  }

  @Test
  void listsModels() {
    JsonNode models = here().run("models").path("models");

    assertThat(models).isNotEmpty();
    String first = models.get(0).textValue();
    assertThat(here().run("model", "{\"model\": \"" + first + "\"}").path("models").get(0))
        .isEqualTo(models.get(0));
  }

  @Test
  void anAbortReachesTheSandbox() {
    answer(Script.nothing().role().tokens("Hel", "lo").stayOpen());

    JsonNode heard = here().abortAfter(2).run("stream", HELLO);

    assertThat(heard.path("aborted").booleanValue()).isTrue();
    sandbox.exchanges().get(sandbox.exchanges().size() - 1).awaitClosedByPeer();
  }

  @ParameterizedTest
  @CsvSource({
    "fault-401, AuthenticationError, 401",
    "fault-429, RateLimitError, 429",
    "fault-500, InternalServerError, 500",
  })
  void hasItsOwnClassForEachError(String fault, String type, int status) {
    sandbox
        .on("openai")
        .next(dev.runnel.sandbox.fault.Faults.named(fault).orElseThrow().script("openai"));

    JsonNode error = here().run("create", HELLO).path("error");

    assertThat(error.path("class").textValue()).isEqualTo(type);
    assertThat(error.path("status").intValue()).isEqualTo(status);
    assertThat(error.path("body").path("message").isTextual()).isTrue();
  }

  @Test
  void triesAgainWhenToldTo() {
    answer(
        Script.status(429).header("retry-after-ms", "1").json("{\"error\":{\"message\":\"no\"}}"),
        Script.answer("Now"));

    assertThat(here().retries(1).run("create", HELLO).path("text").textValue()).isEqualTo("Now");
  }

  @Test
  void anErrorInMidStreamIsAnError() {
    answer(Script.nothing().role().tokens("Hel").error("server_error", "Sorry").done());

    JsonNode heard = here().run("stream", HELLO);

    assertThat(heard.path("text").textValue()).isEqualTo("Hel");
    assertThat(heard.path("error").path("class").textValue()).isEqualTo("APIError");
  }

  @Test
  void anAnswerNamesItsRequestAndTheRateLimits() {
    JsonNode heard = here().run("headers", HELLO);

    assertThat(heard.path("requestId").textValue()).startsWith("req_");
    assertThat(heard.path("headers").path("x-ratelimit-limit-requests").isTextual()).isTrue();
    assertThat(heard.path("headers").path("x-ratelimit-remaining-tokens").isTextual()).isTrue();
  }

  /** Refused requests are violations, and so have a sandbox of their own. */
  @Test
  void whatItMustNotSendIsRefusedAsTheServiceDoes() {
    try (Sandbox strict = Sandbox.start()) {
      NodeClient.Deed deed = client.at(strict.baseUrl("openai"));

      assertThat(deed.run("create", HELLO.replace("gpt-4o-mini", "gpt-9")).path("error").toString())
          .contains("NotFoundError", "404", "model_not_found", "gpt-9");
      assertThat(
              deed.run("create", HELLO.replace("{\"model\"", "{\"sample_rate\": 1, \"model\""))
                  .path("error")
                  .toString())
          .contains("BadRequestError", "400", "sample_rate");
      assertThat(
              deed.run("create", HELLO.replace("{\"model\"", "{\"temperature\": 9, \"model\""))
                  .path("error")
                  .toString())
          .contains("BadRequestError", "temperature");
    }
  }
}
