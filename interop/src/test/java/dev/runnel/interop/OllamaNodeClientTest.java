package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The official {@code ollama} client on Node.js, as a client of the sandbox. */
class OllamaNodeClientTest extends NodeClientTest {
  private static final String HELLO =
      """
      {"model": "llama3.2", "messages": [{"role": "user", "content": "Hello"}],
       "options": {"temperature": 0.5}}""";

  private static final String WITH_TOOL =
      """
      {"model": "llama3.2", "messages": [{"role": "user", "content": "Weather?"}],
       "tools": [{"type": "function", "function": {"name": "weather", "description": "Tells it",
         "parameters": {"type": "object", "properties": {"city": {"type": "string"}},
                        "required": ["city"]}}}]}""";

  OllamaNodeClientTest() {
    super("ollama");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "create"})
  void hearsAnAnswer(String deed) {
    answer(
        Script.nothing()
            .role()
            .tokens("Grüße, ", "😀\n", "Welt")
            .finish("stop")
            .usage(9, 4)
            .done());

    JsonNode heard = here().run(deed, HELLO);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("text").textValue()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.path("finish").textValue()).isEqualTo("stop");
    assertThat(heard.path("usage").path("output").intValue()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "create"})
  void hearsToolCalls(String deed) {
    answer(
        Script.nothing()
            .toolCall("c1", "weather", "{\"city\":", "\"Köln\"}")
            .finish("stop")
            .done());

    JsonNode heard = here().run(deed, WITH_TOOL);

    assertThat(heard.path("error")).isEmpty();
    assertThat(heard.path("toolCalls").get(0).path("arguments").textValue())
        .isEqualTo("{\"city\":\"Köln\"}");
  }

  @Test
  void hearsThinkingApart() {
    answer(Script.nothing().reasoning("Hmm.").tokens("Hello").finish("stop").done());

    JsonNode heard =
        here().run("stream", HELLO.replace("\"llama3.2\"", "\"qwen3:8b\", \"think\": true"));

    assertThat(heard.path("reasoning").textValue()).isEqualTo("Hmm.");
    assertThat(heard.path("text").textValue()).isEqualTo("Hello");
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

  @Test
  void anErrorInMidStreamIsAnError() {
    answer(Script.nothing().tokens("Hel").error(Trouble.SERVER_ERROR, "the runner has crashed"));

    JsonNode heard = here().run("stream", HELLO);

    assertThat(heard.path("text").textValue()).isEqualTo("Hel");
    assertThat(heard.path("error").path("message").textValue()).contains("crashed");
  }

  /** Refused requests are violations, and so have a sandbox of their own. */
  @Test
  void aModelThatIsNotThereIsRefusedAsTheServiceDoes() {
    try (Sandbox strict = Sandbox.start()) {
      JsonNode heard =
          client.at(strict.baseUrl("ollama")).run("create", HELLO.replace("llama3.2", "llama9"));

      assertThat(heard.path("error").toString())
          .contains("ResponseError", "404", "llama9", "not found");
    }
  }
}
