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

/** The official {@code @google/genai} client on Node.js, as a client of the sandbox. */
class GeminiNodeClientTest extends NodeClientTest {
  private static final String HELLO =
      """
      {"model": "gemini-2.5-flash", "contents": "Hello",
       "config": {"systemInstruction": "Be brief.", "temperature": 0.5}}""";

  private static final String WITH_TOOL =
      """
      {"model": "gemini-2.5-flash", "contents": "Weather?", "config": {"tools": [
        {"functionDeclarations": [{"name": "weather", "description": "Tells it",
          "parametersJsonSchema": {"type": "object", "properties": {"city": {"type": "string"}},
                                   "required": ["city"]}}]}]}}""";

  GeminiNodeClientTest() {
    super("gemini");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "create"})
  void hearsAnAnswer(String deed) {
    answer(Script.nothing().tokens("Grüße, ", "😀\n", "Welt").finish("STOP").usage(9, 4).done());

    JsonNode heard = here().run(deed, HELLO);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.path("finish").textValue()).isEqualTo("STOP");
    assertThat(heard.path("usage").path("promptTokenCount").intValue()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "create"})
  void hearsParallelToolCalls(String deed) {
    answer(
        Script.nothing()
            .toolCall("c1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("c2", "weather", "{\"city\":\"Bonn\"}")
            .finish("STOP")
            .done());

    JsonNode heard = here().run(deed, WITH_TOOL);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("toolCalls")).hasSize(2);
    assertThat(heard.path("toolCalls").get(0).path("arguments").textValue())
        .isEqualTo("{\"city\":\"Köln\"}");
  }

  @Test
  void hearsThoughtsApart() {
    answer(Script.nothing().reasoning("Hmm.").tokens("Hello").finish("STOP").done());

    JsonNode heard =
        here()
            .run(
                "stream",
                HELLO.replace(
                    "\"config\": {",
                    "\"config\": {\"thinkingConfig\": {\"includeThoughts\": true}, "));

    assertThat(heard.path("reasoning").textValue()).isEqualTo("Hmm.");
    assertThat(heard.path("text").textValue()).isEqualTo("Hello");
  }

  @Test
  void aSchemaIsFollowedByTheSandboxsOwnAnswer() throws Exception {
    JsonNode heard =
        here()
            .run(
                "create",
                """
                {"model": "gemini-2.5-flash", "contents": "Where?", "config": {
                  "responseMimeType": "application/json", "responseJsonSchema": {"type": "object",
                    "properties": {"city": {"type": "string"}}, "required": ["city"]}}}""");

    assertThat(heard.path("error")).isEmpty();
    assertThat(
            new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(heard.path("text").textValue())
                .path("city")
                .isTextual())
        .isTrue();
  }

  @Test
  void listsModels() {
    assertThat(here().run("models").path("models")).isNotEmpty();
  }

  @Test
  void anAbortReachesTheSandbox() {
    answer(Script.nothing().tokens("Hel", "lo").stayOpen());

    JsonNode heard = here().abortAfter(2).run("stream", HELLO);

    assertThat(heard.path("aborted").booleanValue()).isTrue();
    sandbox.exchanges().get(sandbox.exchanges().size() - 1).awaitClosedByPeer();
  }

  @ParameterizedTest
  @CsvSource({"fault-401, 400", "fault-429, 429", "fault-500, 500"})
  void tellsTheStatusOfAnError(String fault, int status) {
    answer(Faults.named(fault).orElseThrow().script("gemini"));

    JsonNode error = here().run("create", HELLO).path("error");

    assertThat(error.path("class").textValue()).isEqualTo("ApiError");
    assertThat(error.path("status").intValue()).isEqualTo(status);
  }

  /** Refused requests are violations, and so have a sandbox of their own. */
  @Test
  void whatItMustNotSendIsRefusedAsTheServiceDoes() {
    try (Sandbox strict = Sandbox.start()) {
      NodeClient.Deed deed = client.at(strict.baseUrl("gemini"));

      assertThat(
              deed.run("create", HELLO.replace("gemini-2.5-flash", "gemini-9"))
                  .path("error")
                  .toString())
          .contains("404", "NOT_FOUND", "gemini-9");
      assertThat(
              deed.run("create", HELLO.replace("\"temperature\": 0.5", "\"temperature\": 9"))
                  .path("error")
                  .toString())
          .contains("400", "INVALID_ARGUMENT");
    }
  }
}
