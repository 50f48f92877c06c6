package dev.runnel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final String TOOLS =
      ",\"tools\":[{\"name\":\"add\",\"input_schema\":{\"type\":\"object\"}}]";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aStreamIsAMessageInNamedEvents() throws IOException {
    sandbox.next(Script.answer("Hel", "lo"));

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.anthropic("Hi"));

    assertThat(answer.headers())
        .containsEntry("content-type", "text/event-stream; charset=utf-8")
        .containsKeys("request-id", "anthropic-ratelimit-requests-remaining");
    assertThat(answer.text().lines().filter(line -> line.startsWith("event: ")))
        .containsExactly(
            "event: message_start",
            "event: content_block_start",
            "event: content_block_delta",
            "event: content_block_delta",
            "event: content_block_stop",
            "event: message_delta",
            "event: message_stop");
    List<JsonNode> events = events(answer.text());
    assertThat(events.get(0).at("/message/id").asText()).matches("msg_01\\w{22}");
    assertThat(events.get(0).at("/message/usage/input_tokens").asInt()).isPositive();
    assertThat(events.get(1))
        .hasToString(
            "{\"type\":\"content_block_start\",\"index\":0,"
                + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
    assertThat(events.get(2))
        .hasToString(
            "{\"type\":\"content_block_delta\",\"index\":0,"
                + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}");
    assertThat(events.get(5).at("/delta/stop_reason").asText()).isEqualTo("end_turn");
    assertThat(events.get(5).at("/usage/output_tokens").asInt()).isPositive();
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void thoughtTextAndCallsAreBlocksOfTheirOwn() throws IOException {
    sandbox.next(
        Script.nothing()
            .role()
            .reasoning("Let ", "me see.")
            .signature("sig")
            .tokens("I call.")
            .toolCall("toolu_1", "add", "{\"a\":", "1}")
            .toolCall("toolu_2", "now")
            .finish("tool_calls")
            .usage(Tokens.of(100, 20).cached(60).cacheWritten(30).reasoning(5))
            .done());

    List<JsonNode> events = events(RawClient.ask(sandbox, Ask.anthropic("Hi")).text());

    assertThat(events)
        .filteredOn(event -> event.path("type").asText().equals("content_block_start"))
        .extracting(event -> event.path("index") + event.at("/content_block/type").asText())
        .containsExactly("0thinking", "1text", "2tool_use", "3tool_use");
    assertThat(events)
        .filteredOn(event -> event.path("index").asInt(-1) == 0)
        .extracting(event -> event.at("/delta/type").asText())
        .containsExactly("", "thinking_delta", "thinking_delta", "signature_delta", "");
    assertThat(events)
        .filteredOn(event -> event.path("index").asInt(-1) == 2)
        .extracting(event -> event.at("/delta/partial_json").asText())
        .containsExactly("", "", "{\"a\":", "1}", "");
    JsonNode usage = events.get(events.size() - 2).path("usage");
    assertThat(usage)
        .hasToString(
            "{\"input_tokens\":10,\"cache_creation_input_tokens\":30,"
                + "\"cache_read_input_tokens\":60,\"output_tokens\":20,"
                + "\"output_tokens_details\":{\"thinking_tokens\":5}}");
    assertThat(events.get(events.size() - 2).at("/delta/stop_reason").asText())
        .isEqualTo("tool_use");
  }

  @Test
  void withoutStreamTheAnswerIsOneDocument() throws IOException {
    sandbox.next(
        Script.nothing()
            .role()
            .reasoning("Hm.")
            .tokens("Hel", "lo \"you\"")
            .toolCall("toolu_1", "add", "{\"a\":", "1}")
            .finish("tool_calls")
            .done());

    RawClient.Answer answer =
        RawClient.ask(sandbox, Ask.anthropic("Hi").body(b -> b.remove("stream")));

    assertThat(answer.headers()).containsEntry("content-length", "" + answer.body().length);
    JsonNode document = JSON.readTree(answer.body());
    assertThat(document.path("type").asText()).isEqualTo("message");
    assertThat(document.at("/content/0/thinking").asText()).isEqualTo("Hm.");
    assertThat(document.at("/content/0/signature").asText()).isNotEmpty();
    assertThat(document.at("/content/1"))
        .hasToString("{\"type\":\"text\",\"text\":\"Hello \\\"you\\\"\"}");
    assertThat(document.at("/content/2/input")).hasToString("{\"a\":1}");
    assertThat(document.path("stop_reason").asText()).isEqualTo("tool_use");
    assertThat(document.at("/usage/output_tokens").asInt()).isPositive();
  }

  @Test
  void whereThinkingIsOmittedOnlyItsSignatureIsTold() throws IOException {
    Ask ask = Ask.anthropic("Hi").model("claude-opus-5-5");
    ask.body.putObject("thinking").put("type", "adaptive");

    List<JsonNode> omitted = events(RawClient.ask(sandbox, ask).text());
    ask.body.withObject("/thinking").put("display", "summarized");
    List<JsonNode> shown = events(RawClient.ask(sandbox, ask).text());

    assertThat(omitted)
        .extracting(event -> event.at("/delta/type").asText())
        .contains("signature_delta", "text_delta")
        .doesNotContain("thinking_delta");
    assertThat(shown)
        .extracting(event -> event.at("/delta/type").asText())
        .contains("thinking_delta");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void keepAlivesArePingsAndErrorsAreEvents() throws IOException {
    sandbox.next(Script.nothing().keepAlive().error(Trouble.OVERLOADED, "Overloaded"));

    String text = RawClient.ask(sandbox, Ask.anthropic("Hi")).text();

    assertThat(text)
        .startsWith("event: ping\ndata: {\"type\":\"ping\"}\n\nevent: error\ndata: ")
        .contains("{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"")
        .contains("\"request_id\":\"req_");
  }

  @ParameterizedTest
  @CsvSource({
    "fault-401,401,authentication_error",
    "fault-quota,402,billing_error",
    "fault-403,403,permission_error",
    "fault-model-not-found,404,not_found_error",
    "fault-429,429,rate_limit_error",
    "fault-500,500,api_error",
    "fault-503,529,overloaded_error",
    "fault-context-too-long,400,invalid_request_error"
  })
  void faultsAreToldInItsOwnForm(String fault, int status, String type) throws IOException {
    RawClient.Answer answer = RawClient.ask(sandbox, Ask.anthropic("Hi").model(fault));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).at("/error/type").asText()).isEqualTo(type);
  }

  @Test
  void withoutAScriptASchemaGetsAnInstance() throws IOException {
    Ask ask = Ask.anthropic("Hi");
    ask.body
        .putObject("output_config")
        .set(
            "format",
            parsed(
                """
                {"type":"json_schema","schema":{"type":"object","additionalProperties":false,
                 "properties":{"city":{"type":"string"}},"required":["city"]}}
                """));

    StringBuilder text = new StringBuilder();
    events(RawClient.ask(sandbox, ask).text())
        .forEach(event -> text.append(event.at("/delta/text").asText("")));
    assertThat(text).hasToString("{\"city\":\"city\"}");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void withoutAScriptADemandedToolIsCalled() throws IOException {
    Ask ask = Ask.anthropic("Hi");
    ask.body.setAll((ObjectNode) parsed("{\"tool_choice\":{\"type\":\"any\"}" + TOOLS + "}"));

    List<JsonNode> events = events(RawClient.ask(sandbox, ask).text());

    assertThat(events.get(1).at("/content_block/id").asText()).matches("toolu_01\\w{22}");
    assertThat(events.get(1).at("/content_block/name").asText()).isEqualTo("add");
  }

  @Test
  void itsModelsAreListedPageByPage() throws IOException {
    JsonNode first = JSON.readTree(RawClient.ask(sandbox, get("/v1/models?limit=5")).body());
    String last = first.path("last_id").asText();
    JsonNode second =
        JSON.readTree(RawClient.ask(sandbox, get("/v1/models?limit=1000&after_id=" + last)).body());
    JsonNode one = JSON.readTree(RawClient.ask(sandbox, get("/v1/models/" + last)).body());

    assertThat(first.path("data")).hasSize(5).contains(one);
    assertThat(first.path("has_more").asBoolean()).isTrue();
    assertThat(second.path("has_more").asBoolean()).isFalse();
    assertThat(second.path("data")).doesNotContain(one).isNotEmpty();
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void tokensAreCounted() throws IOException {
    Ask ask = Ask.anthropic("Hi").path("/v1/messages/count_tokens");
    ask.body.remove(List.of("max_tokens", "stream"));

    assertThat(RawClient.ask(sandbox, ask).text()).isEqualTo("{\"input_tokens\":8}");
  }

  @Test
  void theKeyCanBeChosen() throws IOException {
    try (Sandbox strict = Sandbox.builder().anthropicKey("right").start()) {
      assertThat(RawClient.ask(strict, Ask.anthropic("Hi")).status()).isEqualTo(401);
      Ask key = Ask.anthropic("Hi").header("x-api-key", "right");
      assertThat(RawClient.ask(strict, key).status()).isEqualTo(200);
      Ask bearer = Ask.anthropic("Hi").header("x-api-key", null);
      bearer.header("authorization", "Bearer right");
      assertThat(RawClient.ask(strict, bearer).status()).isEqualTo(200);
    }
  }

  @Test
  void headersAreRequired() throws IOException {
    RawClient.Answer keyless =
        RawClient.ask(sandbox, Ask.anthropic("Hi").header("x-api-key", null));
    assertThat(keyless.status()).isEqualTo(401);
    assertThat(keyless.text()).contains("x-api-key header is required");
    for (String version : new String[] {null, "2024-01-01"}) {
      RawClient.Answer answer =
          RawClient.ask(sandbox, Ask.anthropic("Hi").header("anthropic-version", version));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("anthropic-version: ");
    }
    assertThat(sandbox.violations()).hasSize(3);
  }

  @Test
  void theVersionOfTheInterfaceSaysWhatIsTaken() throws IOException {
    Ask plain = Ask.anthropic("Hi").header("anthropic-version", "2026-10-21");
    assertThat(RawClient.ask(sandbox, plain).status()).isEqualTo(200);
    for (String gone : List.of("temperature", "top_p", "top_k")) {
      Ask ask = Ask.anthropic("Hi").header("anthropic-version", "2026-10-21");
      ask.body(body -> body.put(gone, 1));
      RawClient.Answer answer = RawClient.ask(sandbox, ask);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains(gone + ": Extra inputs are not permitted");
    }
  }

  /** Each departs from a request by the book in one thing; the delimiter is a bar. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'max_tokens':null} | max_tokens: Input should be a valid integer",
        "{'max_tokens':200000} | max_tokens: 200000 > 128000",
        "{'frobnicate':1} | frobnicate: Extra inputs are not permitted",
        "{'temperature':1.5} | temperature: Input should be less than or equal to 1",
        "{'stop_sequences':[' ']} | each stop sequence must contain non-whitespace",
        "{'metadata':{'user':1}} | metadata.user: Extra inputs are not permitted",
        "{'service_tier':'fast'} | service_tier: Input should be 'auto', 'standard_only'",
        "{'messages':[]} | messages: at least one message is required",
        "{'messages':[{'role':'user','content':''}]} | all messages must have non-empty content",
        "{'messages':[{'role':'user','content':[{'type':'text','text':''}]}]} | text content blocks must be non-empty",
        "{'messages':[{'role':'user','content':[{'type':'text','text':' '}]}]} | text content blocks must contain non-whitespace text",
        "{'messages':[{'role':'robot','content':'x'}]} | messages.0.role: Input should be",
        "{'messages':[{'role':'system','content':'x'}]} | role 'system' is not supported on this model",
        "{'messages':[{'role':'user','content':'x'},{'role':'assistant','content':'y'}]} | does not support assistant message prefill",
        "{'messages':[{'role':'user','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]}]} | `tool_use` blocks can only be in `assistant` messages",
        "{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/bmp','data':'AAAA'}}]}]} | media_type: Input should be 'image/gif'",
        "{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png','data':'%'}}]}]} | invalid base64 data",
        "{'messages':[{'role':'user','content':[{'type':'image','source':{'type':'url','url':'ftp://x'}}]}]} | Only HTTPS URLs",
        "{'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':'x'}]}]} | unexpected `tool_use_id` found in `tool_result` blocks: a",
        "{'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':'y'}]} | `tool_use` ids were found without `tool_result` blocks immediately after: a",
        "{'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':[{'type':'text','text':'y'},{'type':'tool_result','tool_use_id':'a'}]}]} | immediately after: a",
        "{'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':{}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'a'}]}]} | must define tools",
        "{'messages':[{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'thinking','thinking':'y','signature':''}]},{'role':'user','content':'z'}]} | Invalid `signature` in `thinking` block",
        "{'tools':[{'name':'a b','input_schema':{'type':'object'}}]} | String should match pattern",
        "{'tools':[{'name':'a','input_schema':{'type':'string'}}]} | input_schema.type: Input should be 'object'",
        "{'tools':[{'name':'a','input_schema':{'type':'object'}},{'name':'a','input_schema':{'type':'object'}}]} | Tool names must be unique",
        "{'tools':[{'name':'a','parameters':{}}]} | input_schema: Field required",
        "{'tool_choice':{'type':'any'}} | tool_choice may only be specified while providing tools",
        "{'tool_choice':{'type':'tool','name':'b'},'tools':[{'name':'a','input_schema':{'type':'object'}}]} | Tool 'b' not found in provided tools",
        "{'tool_choice':{'type':'any'},'thinking':{'type':'adaptive'},'tools':[{'name':'a','input_schema':{'type':'object'}}]} | Thinking may not be enabled when tool_choice forces tool use",
        "{'tool_choice':{'type':'any'},'model':'claude-opus-5-5','tools':[{'name':'a','input_schema':{'type':'object'}}]} | are not supported for this model",
        "{'thinking':{'type':'enabled'}} | thinking.budget_tokens: Field required",
        "{'thinking':{'type':'enabled','budget_tokens':1000}} | greater than or equal to 1024",
        "{'thinking':{'type':'enabled','budget_tokens':1024}} | `max_tokens` must be greater than `thinking.budget_tokens`",
        "{'thinking':{'type':'adaptive'},'temperature':0.5} | `temperature` may only be set to 1 when thinking is enabled",
        "{'thinking':{'type':'adaptive'},'top_p':0.5} | `top_p` must be greater than or equal to 0.95",
        "{'thinking':{'type':'adaptive'},'model':'claude-haiku-4-5'} | adaptive thinking is not supported on this model",
        "{'thinking':{'type':'disabled'},'model':'claude-opus-5-5'} | `thinking.type.disabled`",
        "{'thinking':{'type':'disabled'},'model':'claude-sonnet-5-5'} | between_tools",
        "{'model':'claude-opus-5-5','temperature':0.5} | `temperature` is deprecated for this model",
        "{'temperature':0.5,'top_p':0.5} | cannot both be specified",
        "{'output_config':{'effort':'huge'}} | output_config.effort: Input should be",
        "{'output_config':{'effort':'xhigh'}} | is not supported for this model",
        "{'output_config':{'effort':'low'},'model':'claude-haiku-4-5'} | does not support the effort parameter",
        "{'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}} | `additionalProperties` must be explicitly set to false",
        "{'system':[{'type':'image'}]} | system.0: Input tag 'image'",
        "{'model':'claude-9'} | model: claude-9"
      })
  void everyDeparture(String change, String message) throws IOException {
    Ask ask = Ask.anthropic("Hi");
    ask.body.setAll((ObjectNode) parsed(change.replace('\'', '"')));

    RawClient.Answer answer = RawClient.ask(sandbox, ask);

    JsonNode document = JSON.readTree(answer.body());
    assertThat(answer.status()).isIn(400, 404);
    assertThat(document.path("type").asText()).isEqualTo("error");
    assertThat(document.at("/error/message").asText().replaceAll("['\"]", "`"))
        .contains(message.replace('\'', '`'));
    assertThat(sandbox.violations()).isNotEmpty();
  }

  @Test
  void aRequestWithEverythingIsByTheBook() throws IOException {
    Ask ask = Ask.anthropic("Hi");
    ask.body.setAll(
        (ObjectNode)
            parsed(
                """
                {"model":"claude-sonnet-4-5","max_tokens":4096,"stream":true,
                 "system":[{"type":"text","text":"Be brief.","cache_control":{"type":"ephemeral","ttl":"1h"}}],
                 "stop_sequences":["END"],"metadata":{"user_id":"u"},"service_tier":"auto",
                 "thinking":{"type":"enabled","budget_tokens":1024},
                 "tools":[{"name":"add","description":"Adds","input_schema":{"type":"object"},"strict":true,
                   "cache_control":{"type":"ephemeral"}}],
                 "tool_choice":{"type":"auto","disable_parallel_tool_use":true},
                 "messages":[
                  {"role":"user","content":[
                    {"type":"text","text":"Look"},
                    {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0K"}},
                    {"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}]},
                  {"role":"assistant","content":[
                    {"type":"thinking","thinking":"Hm","signature":"c2ln"},
                    {"type":"redacted_thinking","data":"ZGF0YQ=="},
                    {"type":"text","text":"I call"},
                    {"type":"tool_use","id":"toolu_1","name":"add","input":{"a":1}},
                    {"type":"tool_use","id":"toolu_2","name":"add","input":{"a":2}}]},
                  {"role":"user","content":[
                    {"type":"tool_result","tool_use_id":"toolu_1","content":"1"},
                    {"type":"tool_result","tool_use_id":"toolu_2","is_error":true,
                     "content":[{"type":"text","text":"no"}]}]},
                  {"role":"user","content":"And now?"}]}
                """));

    assertThat(RawClient.ask(sandbox, ask).status()).isEqualTo(200);
    assertThat(sandbox.violations()).isEmpty();
  }

  private static List<JsonNode> events(String text) {
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
    return Ask.anthropic("").path(path).method("GET").withoutBody();
  }
}
