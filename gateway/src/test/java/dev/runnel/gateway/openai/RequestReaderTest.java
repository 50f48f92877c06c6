package dev.runnel.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Extra;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
  private static final String TOOLS =
      """
      "tools":[
        {"type":"function","function":{"name":"now","parameters":{"type":"object"}}},
        {"type":"function","function":{"name":"add","description":"Adds"}}]""";

  @Test
  void theSmallestRequestAsksForAWholeAnswer() {
    Asked asked = read("{\"model\":\"gpt-4o\"," + HELLO + "}");
    assertThat(asked.streaming()).isFalse();
    assertThat(asked.usageWanted()).isFalse();
    assertThat(asked.ignored()).isEmpty();
    assertThat(asked.extras()).isEmpty();
    assertThat(asked.request().model()).contains("gpt-4o");
    assertThat(asked.request().messages()).containsExactly(Message.user("Hello"));
  }

  @Test
  void withoutAModelTheGatewayChooses() {
    assertThat(read("{" + HELLO + "}").request().model()).isEmpty();
    assertThat(read("{\"model\":null," + HELLO + "}").request().model()).isEmpty();
  }

  @Test
  void settingsAreTakenOver() {
    ChatRequest request =
        with("""
                "temperature":0.5,"top_p":1,"max_completion_tokens":7,"max_tokens":7,"stop":["a","b"],
                "seed":-9223372036854775808,"presence_penalty":-2,"frequency_penalty":2.0,
                "reasoning_effort":"low","n":1,"logprobs":false,"top_logprobs":0,"functions":[],
                "modalities":["text"],"audio":null""")
            .request();
    assertThat(request.temperature()).hasValue(0.5);
    assertThat(request.topP()).hasValue(1);
    assertThat(request.maxTokens()).hasValue(7);
    assertThat(request.stop()).containsExactly("a", "b");
    assertThat(request.seed()).hasValue(Long.MIN_VALUE);
    assertThat(request.presencePenalty()).hasValue(-2);
    assertThat(request.frequencyPenalty()).hasValue(2);
    assertThat(request.reasoningEffort()).contains(ReasoningEffort.LOW);
    assertThat(with("\"stop\":\"end\"").request().stop()).containsExactly("end");
    assertThat(with("\"max_tokens\":9").request().maxTokens()).hasValue(9);
  }

  @Test
  void nullIsAsIfNotThere() {
    Asked asked =
        with(
            """
            "temperature":null,"top_p":null,"max_tokens":null,"stop":null,"seed":null,"n":null,
            "tools":null,"tool_choice":null,"response_format":null,"stream":null,"user":null,
            "stream_options":null,"logprobs":null,"reasoning_effort":null,"modalities":null""");
    assertThat(asked.extras()).isEmpty();
    assertThat(asked.ignored()).isEmpty();
    assertThat(asked.streaming()).isFalse();
    assertThat(asked.request().temperature()).isEmpty();
  }

  @Test
  void aStreamCanBeAskedToTellItsUsage() {
    assertThat(with("\"stream\":true").usageWanted()).isFalse();
    Asked asked = with("\"stream\":true,\"stream_options\":{\"include_usage\":true}");
    assertThat(asked.streaming()).isTrue();
    assertThat(asked.usageWanted()).isTrue();
    assertThat(with("\"stream\":true,\"stream_options\":{\"include_obfuscation\":true,\"x\":1}"))
        .extracting(Asked::ignored)
        .isEqualTo(List.of("stream_options.include_obfuscation", "stream_options.x"));
  }

  @Test
  void messagesOfAllRolesAreRead() {
    ChatRequest request =
        read("""
                {"messages":[
                  {"role":"developer","content":[{"type":"text","text":"Be"},{"type":"text","text":"brief"}]},
                  {"role":"system","content":"Be kind"},
                  {"role":"user","content":[
                    {"type":"text","text":"What?"},
                    {"type":"image_url","image_url":{"url":"data:image/PNG;base64,AQID","detail":"auto"}},
                    {"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]},
                  {"role":"assistant","content":null,"refusal":null,"annotations":[],"audio":null,
                   "function_call":null,"tool_calls":[
                    {"id":"c1","type":"function","index":0,"function":{"name":"now","arguments":"{}"}}]},
                  {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"12"},{"type":"text","text":":00"}]},
                  {"role":"assistant","content":[{"type":"text","text":"No"},{"type":"refusal","refusal":"!"}]}]}""")
            .request();
    assertThat(request.messages())
        .containsExactly(
            new Message(
                Role.SYSTEM, List.of(new ContentPart.Text("Be"), new ContentPart.Text("brief"))),
            Message.system("Be kind"),
            new Message(
                Role.USER,
                List.of(
                    new ContentPart.Text("What?"),
                    ContentPart.Image.of("image/png", new byte[] {1, 2, 3}),
                    ContentPart.Image.at("image/*", URI.create("https://example.org/a.png")))),
            new Message(Role.ASSISTANT, List.of(new ContentPart.ToolCall("c1", "now", "{}"))),
            Message.toolResult("c1", "12:00"),
            new Message(
                Role.ASSISTANT, List.of(new ContentPart.Text("No"), new ContentPart.Text("!"))));
  }

  @Test
  void whatWasThoughtIsGivenBack() {
    assertThat(assistant("\"content\":\"4\",\"reasoning_content\":\"2+2\""))
        .containsExactly(new ContentPart.Reasoning("2+2", null), new ContentPart.Text("4"));
    assertThat(assistant("\"content\":\"4\",\"reasoning\":\"2+2\""))
        .containsExactly(new ContentPart.Reasoning("2+2", null), new ContentPart.Text("4"));
    assertThat(
            assistant(
                """
                "content":null,"reasoning_content":"2+2","reasoning_details":[
                 {"type":"reasoning.text","text":"2+2","signature":"s"},
                 {"type":"reasoning.text","signature":"t"}]"""))
        .containsExactly(new ContentPart.Reasoning("2+2", "s"), new ContentPart.Reasoning("", "t"));
    assertThat(assistant("\"content\":\"4\",\"reasoning_content\":\"\""))
        .containsExactly(new ContentPart.Text("4"));
  }

  private static List<ContentPart> assistant(String members) {
    return read("{\"messages\":[{\"role\":\"assistant\"," + members + "}]}")
        .request()
        .lastMessage()
        .parts();
  }

  @Test
  void toolsAreReadAndChosen() {
    ChatRequest request = with(TOOLS + ",\"tool_choice\":\"required\"").request();
    assertThat(request.tools())
        .containsExactly(new Tool("now", "", "{\"type\":\"object\"}"), new Tool("add", "Adds", ""));
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.REQUIRED);
    assertThat(choice("\"auto\"").toolChoice()).isEqualTo(ToolChoice.AUTO);
    assertThat(choice("\"none\"").toolChoice()).isEqualTo(ToolChoice.NONE);
    assertThat(choice("{\"type\":\"function\",\"function\":{\"name\":\"add\"}}").toolChoice())
        .isEqualTo(ToolChoice.named("add"));
  }

  @Test
  void ofAllowedToolsTheOthersAreNotOffered() {
    ChatRequest request =
        choice(
            """
            {"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[
              {"type":"function","function":{"name":"add"}}]}}""");
    assertThat(request.tools()).extracting(Tool::name).containsExactly("add");
    assertThat(request.toolChoice()).isEqualTo(ToolChoice.REQUIRED);
  }

  private static ChatRequest choice(String choice) {
    return with(TOOLS + ",\"tool_choice\":" + choice).request();
  }

  @Test
  void formatsAreRead() {
    assertThat(format("{\"type\":\"text\"}")).isEqualTo(ResponseFormat.TEXT);
    assertThat(format("{\"type\":\"json_object\"}")).isEqualTo(ResponseFormat.JSON_OBJECT);
    assertThat(
            format(
                """
                {"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"a":1.50}}}"""))
        .isEqualTo(new ResponseFormat.JsonSchema("n", "{\"a\":1.50}", true));
    assertThat(format("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\"}}"))
        .isEqualTo(new ResponseFormat.JsonSchema("n", "{}", false));
  }

  private static ResponseFormat format(String format) {
    return with("\"response_format\":" + format).request().responseFormat();
  }

  @Test
  void whatOnlyServicesOfTheFormKnowIsForThem() {
    Asked asked =
        with(
            """
            "user":"u","store":false,"metadata":{"a":"b"},"logit_bias":{"50256":-100},"top_k":40,
            "min_p":0.10,"parallel_tool_calls":false,"big":123456789012345678901234567890""");
    assertThat(extras(asked))
        .containsOnly(
            entry("user", "u"),
            entry("store", false),
            entry("metadata", Map.of("a", "b")),
            entry("logit_bias", Map.of("50256", -100)),
            entry("top_k", 40),
            entry("min_p", new BigDecimal("0.10")),
            entry("parallel_tool_calls", false),
            entry("big", new java.math.BigInteger("123456789012345678901234567890")));
    assertThat(asked.extras()).allMatch(extra -> extra.name().equals(extra.lost()));
    assertThat(asked.ignored()).isEmpty();
  }

  @Test
  void whatARequestCannotSayGoesAsItCame() {
    assertThat(with("\"reasoning_effort\":\"xhigh\""))
        .satisfies(
            asked -> {
              assertThat(asked.request().reasoningEffort()).contains(ReasoningEffort.HIGH);
              assertThat(asked.extras())
                  .containsExactly(new Extra("reasoning_effort", "xhigh", "reasoning_effort"));
            });
    String strict =
        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true}}]";
    assertThat(with(strict).extras())
        .containsExactly(
            new Extra(
                "tools",
                List.of(
                    Map.of("type", "function", "function", Map.of("name", "f", "strict", true))),
                "tools[].function.strict"));
    Asked named =
        with(strict + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}");
    assertThat(named.extras()).isEmpty();
    assertThat(named.ignored()).containsExactly("tools[].function.strict");
    assertThat(
            with("""
                    "response_format":{"type":"json_schema","json_schema":{"name":"n","description":"d","schema":{}}}""")
                .extras())
        .extracting(Extra::name, Extra::lost)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "response_format", "response_format.json_schema.description"));
  }

  @Test
  void whatGoesNoFurtherIsNamedOnce() {
    assertThat(
            read("""
                    {"messages":[
                      {"role":"user","name":"a","content":[
                        {"type":"text","text":"x","cache_control":{"type":"ephemeral"}},
                        {"type":"image_url","image_url":{"url":"https://h/","detail":"low"}}]},
                      {"role":"user","name":"b","content":"x"},
                      {"role":"assistant","content":"x","annotations":[{"type":"url_citation"}]}]}""")
                .ignored())
        .containsExactly(
            "messages[].name",
            "messages[].content[].cache_control",
            "messages[].content[].image_url.detail",
            "messages[].annotations");
  }

  private static Map<String, Object> extras(Asked asked) {
    return asked.extras().stream().collect(Collectors.toMap(Extra::name, Extra::value));
  }

  private static Asked with(String members) {
    return read("{" + HELLO + "," + members + "}");
  }

  private static Asked read(String body) {
    return RequestReader.read(body.getBytes(UTF_8));
  }
}
