package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.interop.node.NodeClient;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official {@code @anthropic-ai/sdk} on Node.js, as a client of the sandbox. */
class AnthropicNodeClientTest extends NodeClientTest {
  private static final String HELLO =
      """
      {"model": "claude-sonnet-4-5", "max_tokens": 4096, "system": "Be brief.",
       "messages": [{"role": "user", "content": "Hello"}]}""";

  private static final String WITH_TOOL =
      """
      {"model": "claude-sonnet-4-5", "max_tokens": 4096,
       "messages": [{"role": "user", "content": "Weather?"}],
       "tools": [{"name": "weather", "description": "Tells it", "input_schema":
         {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}]}""";

  private static final String WITH_THINKING =
      """
      {"model": "claude-sonnet-4-5", "max_tokens": 4096,
       "thinking": {"type": "enabled", "budget_tokens": 1024},
       "messages": [{"role": "user", "content": "Hello"}]}""";

  AnthropicNodeClientTest() {
    super("anthropic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "gather", "create"})
  void hearsAnAnswer(String deed) {
    answer(
        Script.nothing()
            .role()
            .tokens("Grüße, ", "😀\n", "Welt")
            .finish("end_turn")
            .usage(9, 4)
            .done());

    JsonNode heard = here().run(deed, HELLO);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.path("finish").textValue()).isEqualTo("end_turn");
    assertThat(heard.path("usage").path("output_tokens").intValue()).isEqualTo(4);
  }

  @Test
  void aStreamHasTheDocumentedOrderOfEvents() {
    answer(Script.answer("Hel", "lo"));

    JsonNode events = here().run("stream", HELLO).path("events");

    assertThat(events)
        .extracting(JsonNode::textValue)
        .filteredOn(event -> !event.equals("ping"))
        .containsExactly(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gather", "create"})
  void hearsTextAndParallelToolCalls(String deed) {
    answer(
        Script.nothing()
            .tokens("Let me see.")
            .toolCall("toolu_1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("toolu_2", "weather", "{\"city\":\"Bonn\"}")
            .finish("tool_use")
            .done());

    JsonNode heard = here().run(deed, WITH_TOOL);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Let me see.");
    assertThat(heard.path("finish").textValue()).isEqualTo("tool_use");
    assertThat(heard.path("toolCalls")).hasSize(2);
    assertThat(heard.path("toolCalls").get(0).path("arguments").textValue())
        .isEqualTo("{\"city\":\"Köln\"}");
    assertThat(heard.path("toolCalls").get(1).path("id").textValue()).isEqualTo("toolu_2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gather", "create"})
  void hearsSignedThinking(String deed) {
    answer(
        Script.nothing()
            .reasoning("Hmm, ")
            .reasoning("well.")
            .signature("c2lnbmVk")
            .tokens("Hello")
            .finish("end_turn")
            .done());

    JsonNode heard = here().run(deed, WITH_THINKING);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("reasoning").textValue()).isEqualTo("Hmm, well.");
    assertThat(heard.path("signature").textValue()).isEqualTo("c2lnbmVk");
    assertThat(heard.path("text").textValue()).isEqualTo("Hello");
  }

  @Test
  void givesToolResultsBack() {
    answer(Script.answer("Sunny"));

    JsonNode heard =
        here()
            .run(
                "create",
                """
                {"model": "claude-sonnet-4-5", "max_tokens": 100,
                 "tools": [{"name": "weather", "input_schema": {"type": "object"}}],
                 "messages": [
                  {"role": "user", "content": "Weather?"},
                  {"role": "assistant", "content": [
                    {"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {}}]},
                  {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "toolu_1", "content": "sun"}]}]}""");

    assertThat(heard.path("text").textValue()).isEqualTo("Sunny");
  }

  @Test
  void listsModels() {
    assertThat(here().run("models").path("models")).isNotEmpty();
  }

  @Test
  void anAbortReachesTheSandbox() {
    answer(Script.nothing().tokens("Hel", "lo").stayOpen());

    JsonNode heard = here().abortAfter(3).run("stream", HELLO);

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
    answer(Faults.named(fault).orElseThrow().script("anthropic"));

    JsonNode error = here().run("create", HELLO).path("error");

    assertThat(error.path("class").textValue()).isEqualTo(type);
    assertThat(error.path("status").intValue()).isEqualTo(status);
    assertThat(error.path("body").path("type").textValue()).isEqualTo("error");
    assertThat(error.path("body").path("error").path("message").isTextual()).isTrue();
  }

  @Test
  void anErrorInMidStreamIsAnError() {
    answer(Script.nothing().tokens("Hel").error("overloaded_error", "Overloaded"));

    JsonNode heard = here().run("stream", HELLO);

    assertThat(heard.path("text").textValue()).isEqualTo("Hel");
    assertThat(heard.path("error").toString()).contains("overloaded_error");
  }

  /** Refused requests are violations, and so have a sandbox of their own. */
  @Test
  void whatItMustNotSendIsRefusedAsTheServiceDoes() {
    try (Sandbox strict = Sandbox.start()) {
      NodeClient.Deed deed = client.at(strict.baseUrl("anthropic"));

      assertThat(
              deed.run("create", HELLO.replace("claude-sonnet-4-5", "claude-9"))
                  .path("error")
                  .toString())
          .contains("NotFoundError", "404", "not_found_error", "claude-9");
      assertThat(
              deed.run("create", HELLO.replace("\"max_tokens\": 4096, ", ""))
                  .path("error")
                  .toString())
          .contains("BadRequestError", "invalid_request_error", "max_tokens");
    }
  }
}
