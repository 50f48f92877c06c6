package dev.runnel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ollama's own API, as docs/protocols/ollama.md has it. */
class OllamaTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aChatIsStreamedUnlessItIsAskedNotToBe() throws IOException {
    sandbox.next(
        Script.nothing()
            .reasoning("Hm")
            .tokens("Hel", "lo \"you\"")
            .finish("stop")
            .usage(Tokens.of(9, 4))
            .done());

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.ollama("Hi"));

    assertThat(answer.headers()).containsEntry("content-type", "application/x-ndjson");
    List<JsonNode> lines = lines(answer);
    assertThat(lines)
        .extracting(line -> line.path("message").toString())
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm\"}",
            "{\"role\":\"assistant\",\"content\":\"Hel\"}",
            "{\"role\":\"assistant\",\"content\":\"lo \\\"you\\\"\"}",
            "{\"role\":\"assistant\",\"content\":\"\"}");
    assertThat(lines).extracting(line -> line.path("model").asText()).containsOnly("llama3.2");
    assertThat(lines)
        .extracting(line -> line.path("done").asBoolean())
        .containsExactly(false, false, false, true);
    JsonNode last = lines.get(3);
    assertThat(last.path("done_reason").asText()).isEqualTo("stop");
    assertThat(last.path("prompt_eval_count").asInt()).isEqualTo(9);
    assertThat(last.path("eval_count").asInt()).isEqualTo(4);
    assertThat(last.path("total_duration").asLong()).isPositive();
  }

  @Test
  void withoutStreamTheAnswerIsOneDocument() throws IOException {
    sandbox.next(
        Script.nothing()
            .role()
            .reasoning("H", "m")
            .tokens("Hel", "lo")
            .toolCall("call_1", "add", "{\"a\":", "1}")
            .toolCall("", "now")
            .finish("tool_calls")
            .usage(9, 4)
            .done());

    RawClient.Answer answer =
        RawClient.ask(sandbox, Ask.ollama("Hi").body(b -> b.put("stream", false)));

    assertThat(answer.headers())
        .containsEntry("content-type", "application/json; charset=utf-8")
        .containsEntry("content-length", "" + answer.body().length);
    JsonNode document = JSON.readTree(answer.body());
    assertThat(document.path("message"))
        .hasToString(
            "{\"role\":\"assistant\",\"content\":\"Hello\",\"thinking\":\"Hm\",\"tool_calls\":["
                + "{\"id\":\"call_1\",\"function\":{\"index\":0,\"name\":\"add\","
                + "\"arguments\":{\"a\":1}}},"
                + "{\"function\":{\"index\":1,\"name\":\"now\",\"arguments\":{}}}]}");
    assertThat(document.path("done").asBoolean()).isTrue();
    assertThat(document.path("done_reason").asText()).isEqualTo("stop");
    assertThat(document.path("eval_count").asInt()).isEqualTo(4);
  }

  @Test
  void aToolCallComesWholeAndEndsLikeAnyAnswer() throws IOException {
    Ask ask = Ask.ollama("Please add");
    ask.body.set("tools", parsed("[" + tool("add") + "]"));

    List<JsonNode> lines = lines(RawClient.ask(sandbox, ask));

    JsonNode call = lines.get(1).at("/message/tool_calls/0");
    assertThat(call.path("id").asText()).matches("call_[a-z0-9]{8}");
    assertThat(call.at("/function/name").asText()).isEqualTo("add");
    assertThat(call.at("/function/arguments").isObject()).isTrue();
    assertThat(lines.get(lines.size() - 1).path("done_reason").asText()).isEqualTo("stop");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void aModelThatCanThinkDoesUnlessItIsToldNotTo() throws IOException {
    Ask ask = Ask.ollama("Hi").model("qwen3:8b");
    assertThat(RawClient.ask(sandbox, ask).text()).contains("\"thinking\"");
    assertThat(RawClient.ask(sandbox, ask.body(b -> b.put("think", false))).text())
        .doesNotContain("\"thinking\"");
    assertThat(RawClient.ask(sandbox, ask.body(b -> b.put("think", "high"))).text())
        .contains("\"thinking\"");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void aFormatIsKept() throws IOException {
    Ask ask = Ask.ollama("Hi");
    ask.body.set(
        "format",
        parsed(
            """
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}
            """));
    assertThat(said(ask)).isEqualTo("{\"city\":\"city\"}");
    assertThat(said(Ask.ollama("Hi").body(b -> b.put("format", "json")))).isEqualTo("{}");
  }

  @Test
  void withoutMessagesAModelIsLoadedOrUnloaded() throws IOException {
    Ask ask = Ask.ollama("").body(b -> b.putArray("messages"));
    JsonNode loaded = JSON.readTree(RawClient.ask(sandbox, ask).body());
    assertThat(loaded.path("done_reason").asText()).isEqualTo("load");
    assertThat(loaded.path("model").asText()).isEqualTo("llama3.2");
    JsonNode unloaded =
        JSON.readTree(RawClient.ask(sandbox, ask.body(b -> b.put("keep_alive", 0))).body());
    assertThat(unloaded.path("done_reason").asText()).isEqualTo("unload");
  }

  @Test
  void itsModelsAreListedAndShown() throws IOException {
    JsonNode models = JSON.readTree(RawClient.ask(sandbox, get("/api/tags")).body()).path("models");
    assertThat(models)
        .extracting(model -> model.path("name").asText())
        .startsWith("nomic-embed-text:latest", "llama3.2:latest");
    assertThat(models.get(0).path("details").path("format").asText()).isEqualTo("gguf");

    Ask show = Ask.ollama("").path("/api/show");
    show.body.removeAll();
    JsonNode shown = JSON.readTree(RawClient.ask(sandbox, show.model("qwen3-vl:8b")).body());
    assertThat(shown.path("capabilities"))
        .hasToString("[\"completion\",\"vision\",\"tools\",\"thinking\"]");
    assertThat(RawClient.ask(sandbox, show.model("qwen9")).status()).isEqualTo(404);

    assertThat(RawClient.ask(sandbox, get("/api/version")).text()).contains("\"version\":\"0.");
  }

  @Test
  void theModelsCanBeChosen() throws IOException {
    try (Sandbox small = Sandbox.builder().ollamaModels("gemma3:4b").start()) {
      assertThat(RawClient.ask(small, get("/api/tags")).text())
          .contains("gemma3:4b")
          .doesNotContain("llama");
      assertThat(RawClient.ask(small, Ask.ollama("Hi")).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"model\":\"\" | 400 | model is required",
        "\"model\":\"qwen9\" | 404 | model 'qwen9' not found",
        "\"model\":\"nomic-embed-text\" | 400 | \"nomic-embed-text\" does not support chat",
        "\"model\":\"llama3.2\",\"think\":true | 400 | \"llama3.2\" does not support thinking",
        "\"model\":\"qwen3:8b\",\"think\":\"deep\" | 400 | invalid think value: \"deep\" (must be \"high\", \"medium\", \"low\", true, or false)",
        "\"model\":\"llama3.2\",\"format\":\"yaml\" | 400 | invalid format: \"yaml\"; expected \"json\" or a valid JSON Schema object",
        "\"model\":\"llama3.2\",\"options\":{\"seed\":\"x\"} | 400 | option \"seed\" must be of type integer",
        "\"model\":\"llama3.2\",\"options\":{\"top_p\":\"x\"} | 400 | option \"top_p\" must be of type float32",
        "\"model\":\"llama3.2\",\"options\":{\"stop\":\"x\"} | 400 | option \"stop\" must be of an array of strings",
        "\"model\":\"llama3.2\",\"options\":{\"max_tokens\":1} | 400 | invalid option provided: \"max_tokens\"",
        "\"model\":\"llama3.2\",\"keep_alive\":\"soon\" | 400 | time: invalid duration \"soon\"",
        "\"model\":\"llama3.2\",\"temperature\":1 | 400 | field 'temperature' is not part of this protocol",
        "\"model\":\"llama3.2\",\"stream\":\"yes\" | 400 | field 'stream' should be a boolean, not \"yes\"",
      })
  void whatIsWrongIsToldAsOllamaTellsIt(String members, int status, String message)
      throws IOException {
    Ask ask = Ask.ollama("");
    ask.body.removeAll();
    ask.body.setAll(
        (com.fasterxml.jackson.databind.node.ObjectNode)
            parsed("{" + members + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));

    RawClient.Answer answer = RawClient.ask(sandbox, ask);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).path("error").asText()).isEqualTo(message);
    assertThat(sandbox.violations()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"role\":\"robot\",\"content\":\"\"} | messages[0].role should be one of",
        "{\"role\":\"user\"} | messages[0].content should be a string",
        "{\"role\":\"user\",\"content\":[]} | messages[0].content should be a string",
        "{\"role\":\"user\",\"content\":\"\",\"name\":\"x\"} | field 'messages[0].name' is not part",
        "{\"role\":\"user\",\"content\":\"\",\"images\":[\"http://a/b\"]} | messages[0].images should hold Base64",
        "{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"a\",\"arguments\":\"{}\"}}]} | messages[0].tool_calls.function.arguments should be an object",
      })
  void aMessageHasOllamasForm(String message, String finding) throws IOException {
    Ask ask = Ask.ollama("").body(b -> b.set("messages", parsed("[" + message + "]")));
    assertThat(JSON.readTree(RawClient.ask(sandbox, ask).body()).path("error").asText())
        .startsWith(finding);
  }

  @Test
  void aModelIsHeldToWhatItCanDo() throws IOException {
    Ask ask = Ask.ollama("Hi").model("gemma3:4b");
    ask.body.set("tools", parsed("[" + tool("add") + "]"));
    assertThat(RawClient.ask(sandbox, ask).text())
        .contains("registry.ollama.ai/library/gemma3:4b does not support tools");
  }

  @Test
  void anErrorIsOneText() throws IOException {
    RawClient.Answer limited = RawClient.ask(sandbox, Ask.ollama("Hi").model("fault-429"));
    assertThat(limited.status()).isEqualTo(429);
    assertThat(JSON.readTree(limited.body()).path("error").isTextual()).isTrue();

    sandbox.next(Script.nothing().tokens("Hel").error(Trouble.SERVER_ERROR, "no memory").done());
    assertThat(RawClient.ask(sandbox, Ask.ollama("Hi")).text().lines().toList().get(1))
        .isEqualTo("{\"error\":\"no memory\"}");
  }

  @Test
  void aWrongMethodIsToldInPlainText() throws IOException {
    RawClient.Answer answer =
        RawClient.ask(sandbox, Ask.ollama("").path("/api/chat").method("GET").withoutBody());
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.text()).isEqualTo("405 method not allowed");
  }

  private String said(Ask ask) throws IOException {
    StringBuilder text = new StringBuilder();
    lines(RawClient.ask(sandbox, ask))
        .forEach(line -> text.append(line.at("/message/content").asText()));
    return text.toString();
  }

  private static List<JsonNode> lines(RawClient.Answer answer) {
    return answer.text().lines().map(OllamaTest::parsed).toList();
  }

  private static String tool(String name) {
    return "{\"type\":\"function\",\"function\":{\"name\":\""
        + name
        + "\",\"parameters\":{\"type\":\"object\"}}}";
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Ask get(String path) {
    return Ask.ollama("").path(path).method("GET").withoutBody();
  }
}
