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

class OpenAiTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void theBaseUrlHasThePathThatItsClientsTake() {
    assertThat(sandbox.baseUrl(Sandbox.OPENAI)).isEqualTo(sandbox.origin() + "/v1");
    assertThat(sandbox.baseUrl(Sandbox.AILS)).isEqualTo(sandbox.origin());
  }

  @Test
  void aStreamHasAllMembersThatOpenAiSends() throws IOException {
    sandbox.next(Script.answer("Hel", "lo"));

    List<JsonNode> chunks = chunks(Ask.openai("Hi"));

    assertThat(chunks).hasSize(4);
    JsonNode role = chunks.get(0);
    assertThat(role.path("id").asText()).matches("chatcmpl-\\w{29}");
    assertThat(role.path("created").asLong()).isPositive();
    assertThat(role.path("system_fingerprint").asText()).startsWith("fp_");
    assertThat(role.at("/choices/0"))
        .hasToString(
            "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},"
                + "\"logprobs\":null,\"finish_reason\":null}");
    assertThat(chunks).allMatch(chunk -> !chunk.has("usage"));
    assertThat(chunks).extracting(chunk -> chunk.path("id")).containsOnly(role.path("id"));
  }

  @Test
  void usageIsToldOnlyWhereItWasAskedFor() throws IOException {
    Tokens tokens = Tokens.of(9, 4).cached(3).reasoning(2);
    sandbox
        .on(Sandbox.OPENAI)
        .always(Script.nothing().role().tokens("Hi").finish("stop").usage(tokens).done());

    assertThat(chunks(Ask.openai("Hi"))).allMatch(chunk -> !chunk.has("usage"));

    Ask asking =
        Ask.openai("Hi").body(b -> b.putObject("stream_options").put("include_usage", true));
    List<JsonNode> chunks = chunks(asking);
    assertThat(chunks.subList(0, 3)).allMatch(chunk -> chunk.path("usage").isNull());
    JsonNode last = chunks.get(3);
    assertThat(last.path("choices")).hasToString("[]");
    assertThat(last.at("/usage/total_tokens").asInt()).isEqualTo(13);
    assertThat(last.at("/usage/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(3);
    assertThat(last.at("/usage/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(2);
  }

  @Test
  void toolCallsStreamTheirArguments() throws IOException {
    sandbox.next(
        Script.nothing()
            .role()
            .toolCall("call_1", "add", "{\"a\":", "1}")
            .toolCall("call_2", "now")
            .finish("tool_calls")
            .done());

    List<JsonNode> chunks = chunks(Ask.openai("Hi"));

    assertThat(chunks.subList(1, 5))
        .extracting(chunk -> chunk.at("/choices/0/delta/tool_calls/0").toString())
        .containsExactly(
            "{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"add\",\"arguments\":\"\"}}",
            "{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}",
            "{\"index\":0,\"function\":{\"arguments\":\"1}\"}}",
            "{\"index\":1,\"id\":\"call_2\",\"type\":\"function\",\"function\":{\"name\":\"now\",\"arguments\":\"\"}}");
  }

  @Test
  void aRefusalHasPiecesOfItsOwn() throws IOException {
    sandbox.next(Script.nothing().role().refusal("I ", "will not.").finish("stop").done());

    assertThat(chunks(Ask.openai("Hi")).subList(1, 3))
        .extracting(chunk -> chunk.at("/choices/0/delta/refusal").asText())
        .containsExactly("I ", "will not.");
  }

  @Test
  void withoutStreamTheAnswerIsOneDocument() throws IOException {
    sandbox.next(
        Script.nothing()
            .role()
            .tokens("Hel", "lo \"you\"")
            .toolCall("call_1", "add", "{\"a\":", "1}")
            .toolCall("call_2", "now", "{}")
            .finish("tool_calls")
            .usage(9, 4)
            .done());

    RawClient.Answer answer =
        RawClient.ask(sandbox, Ask.openai("Hi").body(b -> b.remove("stream")));

    assertThat(answer.headers())
        .containsEntry("content-type", "application/json")
        .containsEntry("content-length", "" + answer.body().length);
    JsonNode document = JSON.readTree(answer.body());
    assertThat(document.path("object").asText()).isEqualTo("chat.completion");
    assertThat(document.at("/choices/0/message"))
        .hasToString(
            "{\"role\":\"assistant\",\"content\":\"Hello \\\"you\\\"\",\"tool_calls\":["
                + "{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"add\",\"arguments\":\"{\\\"a\\\":1}\"}},"
                + "{\"id\":\"call_2\",\"type\":\"function\",\"function\":{\"name\":\"now\",\"arguments\":\"{}\"}}"
                + "],\"refusal\":null,\"annotations\":[]}");
    assertThat(document.at("/usage/total_tokens").asInt()).isEqualTo(13);
  }

  @Test
  void aDocumentWithoutTextHasNull() throws IOException {
    sandbox.next(Script.nothing().role().refusal("No.").finish("stop").done());

    RawClient.Answer answer =
        RawClient.ask(sandbox, Ask.openai("Hi").body(b -> b.remove("stream")));

    assertThat(JSON.readTree(answer.body()).at("/choices/0/message"))
        .hasToString(
            "{\"role\":\"assistant\",\"refusal\":\"No.\",\"content\":null,\"annotations\":[]}");
  }

  @Test
  void withoutAScriptASchemaGetsAnInstance() throws IOException {
    Ask ask = Ask.openai("Hi");
    ask.body.set(
        "response_format",
        parsed(
            """
            {"type":"json_schema","json_schema":{"name":"place","schema":{
              "type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}
            """));

    assertThat(HealthyAnswersTest.contentOf(RawClient.ask(sandbox, ask).text()))
        .isEqualTo("{\"city\":\"city\"}");
  }

  @Test
  void withoutAScriptADemandedToolIsCalled() throws IOException {
    Ask ask = Ask.openai("Hi").body(b -> b.put("tool_choice", "required"));
    ask.body
        .putArray("tools")
        .addObject()
        .put("type", "function")
        .putObject("function")
        .put("name", "add")
        .putObject("parameters")
        .put("type", "object");

    List<JsonNode> chunks = chunks(ask);

    assertThat(chunks.get(1).at("/choices/0/delta/tool_calls/0/function/name").asText())
        .isEqualTo("add");
    assertThat(chunks.get(1).at("/choices/0/delta/tool_calls/0/id").asText()).startsWith("call_");
    assertThat(chunks.get(chunks.size() - 1).at("/choices/0/finish_reason").asText())
        .isEqualTo("tool_calls");
    assertThat(
            chunks(ask.body(b -> b.put("tool_choice", "none")))
                .get(1)
                .at("/choices/0/delta/content")
                .isTextual())
        .isTrue();
  }

  @Test
  void itsModelsAreListed() throws IOException {
    JsonNode list = JSON.readTree(RawClient.ask(sandbox, get("/v1/models")).body());
    JsonNode one = JSON.readTree(RawClient.ask(sandbox, get("/v1/models/gpt-4o")).body());

    assertThat(list.path("object").asText()).isEqualTo("list");
    assertThat(list.path("data")).contains(one);
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void whatIsNoChatHasScriptsOfItsOwn() throws IOException {
    sandbox.next(Script.answer("for the chat"));
    sandbox.on(Sandbox.OPENAI).nextOther(Script.refusing(Trouble.RATE_LIMITED, "Slowly"));

    assertThat(RawClient.ask(sandbox, get("/v1/models")).status()).isEqualTo(429);
    assertThat(RawClient.ask(sandbox, get("/v1/models")).status()).isEqualTo(200);
    assertThat(HealthyAnswersTest.contentOf(RawClient.ask(sandbox, Ask.openai("Hi")).text()))
        .isEqualTo("for the chat");
  }

  @Test
  void aFaultIsToldInItsOwnForm() throws IOException {
    RawClient.Answer answer = RawClient.ask(sandbox, Ask.openai("Hi").model("fault-quota"));

    assertThat(answer.status()).isEqualTo(429);
    assertThat(JSON.readTree(answer.body()).path("error").toString())
        .contains(
            "\"type\":\"insufficient_quota\"", "\"param\":null", "\"code\":\"insufficient_quota\"");
  }

  @Test
  void whatIsWrongIsToldAsOpenAiTellsIt() throws IOException {
    RawClient.Answer answer = RawClient.ask(sandbox, Ask.openai("Hi").model("gpt-9"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers()).containsKey("x-request-id");
    assertThat(JSON.readTree(answer.body()).at("/error/code").asText())
        .isEqualTo("model_not_found");
    assertThat(sandbox.violations()).hasSize(1);
  }

  @Test
  void theKeyCanBeChosen() throws IOException {
    try (Sandbox strict = Sandbox.builder().openAiKey("sk-right").openAiModels("mine").start()) {
      Ask ask = Ask.openai("Hi").model("mine");
      RawClient.Answer wrong = RawClient.ask(strict, ask);
      assertThat(wrong.status()).isEqualTo(401);
      assertThat(wrong.text()).contains("invalid_api_key").doesNotContain("sk-");
      ask.header("authorization", "Bearer sk-right");
      assertThat(RawClient.ask(strict, ask).status()).isEqualTo(200);
    }
  }

  private List<JsonNode> chunks(Ask ask) throws IOException {
    String text = RawClient.ask(sandbox, ask).text();
    assertThat(text).endsWith("data: [DONE]\n\n");
    return text.lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> parsed(line.substring(6)))
        .toList();
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }

  private static Ask get(String path) {
    return Ask.openai("").path(path).method("GET").withoutBody();
  }
}
