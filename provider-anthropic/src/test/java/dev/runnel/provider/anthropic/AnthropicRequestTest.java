package dev.runnel.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Warning;
import dev.runnel.http.json.JsonTree;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request is in the service's words; the sandbox, which is strict, accepts each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicRequestTest {
  private static final Tool ADD =
      new Tool("add", "Adds", "{\"properties\":{\"a\":{\"type\":\"number\"}}}");

  private ProviderUnderTest anthropic;
  private ChatClient client;

  @BeforeAll
  void start() {
    anthropic = ProviderUnderTest.start("anthropic");
    client = anthropic.connect("api-key", "sk-ant-test");
  }

  @AfterAll
  void close() {
    anthropic.close();
  }

  private SentRequest sent(ChatRequest.Builder request) {
    SentRequest sent = anthropic.sent(client, request.build());
    assertThat(sent.violations()).isEmpty();
    return sent;
  }

  private Map<String, Object> body(ChatRequest.Builder request) {
    return sent(request).body();
  }

  private List<String> warnings(ChatRequest.Builder request) {
    return Heard.from(client, request.build()).completed().report().warnings().stream()
        .map(Warning::message)
        .toList();
  }

  private static ChatRequest.Builder to(String model) {
    return ChatRequest.builder().model(model).user("Hi");
  }

  /** Plain values as a test writes them, numbers as doubles. */
  private static Object json(String text) {
    return numbers(JsonTree.parse(text.replace('\'', '"')));
  }

  private static Object numbers(Object tree) {
    if (tree instanceof Map<?, ?> map) {
      java.util.LinkedHashMap<Object, Object> all = new java.util.LinkedHashMap<>();
      map.forEach((name, value) -> all.put(name, numbers(value)));
      return all;
    }
    if (tree instanceof List<?> list) {
      return list.stream().map(AnthropicRequestTest::numbers).toList();
    }
    return tree instanceof Number number ? (Object) number.doubleValue() : tree;
  }

  @Nested
  class Headers {
    @Test
    void aKeyGoesIntoItsHeader() {
      SentRequest sent = sent(to("claude-opus-4-6"));

      assertThat(sent.path()).isEqualTo("/v1/messages");
      assertThat(sent.headers())
          .containsOnly(
              Map.entry("x-api-key", "sk-ant-test"),
              Map.entry("anthropic-version", "2023-06-01"),
              Map.entry("content-type", "application/json"));
    }

    @Test
    void aTokenIsABearerAndTheKeyStays() {
      ChatClient gateway =
          anthropic.connect("auth-token", "gw", "api-key", "sk-ant-test", "beta", "a-1,b-2");

      assertThat(anthropic.sent(gateway, ChatRequest.of("Hi")).headers())
          .containsEntry("authorization", "Bearer gw")
          .containsEntry("anthropic-beta", "a-1,b-2")
          .doesNotContainKey("x-api-key");
    }
  }

  @Nested
  class Messages {
    @Test
    void theLeastThereIs() {
      assertThat(body(to("claude-opus-4-6")))
          .isEqualTo(
              json(
                  "{'model':'claude-opus-4-6','max_tokens':32000,'stream':true,"
                      + "'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}]}"));
    }

    @Test
    void systemMessagesStandApart() {
      assertThat(
              body(ChatRequest.builder().model("claude-opus-4-6").system("A").system("B").user("C"))
                  .get("system"))
          .isEqualTo(json("[{'type':'text','text':'A'},{'type':'text','text':'B'}]"));
    }

    @Test
    void aSystemMessageInTheMiddleIsPutBeforeAndTheCallerIsTold() {
      ChatRequest.Builder request =
          to("claude-opus-4-6").assistant("Hello").system("Be brief").user("And?");

      assertThat(body(request).get("system"))
          .isEqualTo(json("[{'type':'text','text':'Be brief'}]"));
      assertThat(warnings(request))
          .singleElement()
          .asString()
          .startsWith("System messages in the middle of the conversation were put before it");
    }

    @Test
    void messagesOfOneRoleAreOneTurnAndWhiteSpaceIsNoText() {
      assertThat(body(to("claude-opus-4-6").user(" \n").user("there").assistant("").user("?")))
          .extracting("messages")
          .isEqualTo(
              json(
                  "[{'role':'user','content':[{'type':'text','text':'Hi'},"
                      + "{'type':'text','text':'there'},{'type':'text','text':'?'}]}]"));
    }

    @Test
    void whereThereIsNothingToSayNothingIsSent() {
      int before = anthropic.sandbox().exchanges().size();

      Heard heard = Heard.from(client, ChatRequest.of(" "));

      assertThat(heard.refused().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(anthropic.sandbox().exchanges()).hasSize(before);
    }

    @Test
    void imagesByTheirBytesOrTheirAddress() {
      ChatRequest.Builder request =
          ChatRequest.builder()
              .model("claude-opus-4-6")
              .message(
                  new Message(
                      Role.USER,
                      List.of(
                          ContentPart.Image.of("image/png", new byte[] {1, 2, 3}),
                          ContentPart.Image.at(
                              "image/png", URI.create("https://example.org/a.png")))));

      assertThat(body(request).get("messages"))
          .isEqualTo(
              json(
                  "[{'role':'user','content':[{'type':'image','source':{'type':'base64',"
                      + "'media_type':'image/png','data':'AQID'}},{'type':'image','source':"
                      + "{'type':'url','url':'https://example.org/a.png'}}]}]"));
    }
  }

  @Nested
  class Tools {
    private ChatRequest.Builder called(String model) {
      return to(model)
          .tools(ADD)
          .message(
              new Message(
                  Role.ASSISTANT,
                  List.of(
                      new ContentPart.Text("I add."),
                      new ContentPart.ToolCall("call:1", "add", "{\"a\":1}"),
                      new ContentPart.ToolCall("call_2", "add", ""))))
          .message(
              new Message(Role.TOOL, List.of(new ContentPart.ToolResult("call_2", "no", true))))
          .user("Well?")
          .message(Message.toolResult("call:1", "one"));
    }

    @Test
    void callsAndTheirResults() {
      assertThat(body(called("claude-opus-4-6")).get("messages"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .element(1)
          .isEqualTo(
              json(
                  "{'role':'assistant','content':[{'type':'text','text':'I add.'},"
                      + "{'type':'tool_use','id':'call_1','name':'add','input':{'a':1}},"
                      + "{'type':'tool_use','id':'call_2','name':'add','input':{}}]}"));
    }

    @Test
    void resultsStandBeforeAllElseOfTheirTurn() {
      assertThat(body(called("claude-opus-4-6")).get("messages"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .element(2)
          .isEqualTo(
              json(
                  "{'role':'user','content':[{'type':'tool_result','tool_use_id':'call_2',"
                      + "'content':'no','is_error':true},{'type':'tool_result',"
                      + "'tool_use_id':'call_1','content':'one'},{'type':'text','text':'Well?'}]}"));
    }

    @Test
    void aToolAndItsSchema() {
      assertThat(body(to("claude-opus-4-6").tools(ADD)).get("tools"))
          .isEqualTo(
              json(
                  "[{'name':'add','description':'Adds','input_schema':{'type':'object',"
                      + "'properties':{'a':{'type':'number'}}}}]"));
    }

    @Test
    void whereNoToolIsGivenThoseThatWereCalledAreNamedAndNoneMayBe() {
      ChatRequest.Builder request =
          to("claude-opus-4-6")
              .message(
                  new Message(Role.ASSISTANT, List.of(new ContentPart.ToolCall("c", "add", "{}"))))
              .message(Message.toolResult("c", "1"));

      Map<String, Object> body = body(request);

      assertThat(body.get("tools"))
          .isEqualTo(json("[{'name':'add','input_schema':{'type':'object'}}]"));
      assertThat(body.get("tool_choice")).isEqualTo(json("{'type':'none'}"));
    }

    @Test
    void theChoice() {
      ChatRequest.Builder request = to("claude-opus-4-6").tools(ADD);

      assertThat(body(request)).doesNotContainKey("tool_choice");
      assertThat(body(request.toolChoice(ToolChoice.NONE)).get("tool_choice"))
          .isEqualTo(json("{'type':'none'}"));
      assertThat(body(request.toolChoice(ToolChoice.REQUIRED)).get("tool_choice"))
          .isEqualTo(json("{'type':'any'}"));
      assertThat(body(request.toolChoice(ToolChoice.named("add"))).get("tool_choice"))
          .isEqualTo(json("{'type':'tool','name':'add'}"));
    }

    @Test
    void aModelThatCannotBeMadeToCallIsNotAsked() {
      Heard heard =
          Heard.from(
              client, to("claude-opus-5-5").tools(ADD).toolChoice(ToolChoice.REQUIRED).build());

      assertThat(heard.refused().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(heard.refused()).hasMessageContaining("cannot be made to call a tool");
    }

    @Test
    void whereACallIsDemandedTheModelDoesNotThink() {
      ChatRequest.Builder request =
          to("claude-haiku-5-5").tools(ADD).toolChoice(ToolChoice.REQUIRED);

      assertThat(body(request).get("thinking")).isEqualTo(json("{'type':'disabled'}"));
      assertThat(warnings(request)).isEmpty();
      assertThat(warnings(request.reasoningEffort(ReasoningEffort.HIGH)))
          .singleElement()
          .asString()
          .contains("does not think where it must call a tool");
    }
  }

  @Nested
  class Thinking {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "claude-opus-4-5 | LOW | {'type':'enabled','budget_tokens':4096} |",
          "claude-opus-4-5 | MEDIUM | {'type':'enabled','budget_tokens':12288} |",
          "claude-opus-4-5 | HIGH | {'type':'enabled','budget_tokens':24000} |",
          "claude-haiku-4-5 | MINIMAL | {'type':'enabled','budget_tokens':1024} |",
          "claude-haiku-4-5 | NONE | {'type':'disabled'} |",
          "claude-sonnet-4-6 | MEDIUM | {'type':'adaptive','display':'summarized'} | medium",
          "claude-opus-4-8 | HIGH | {'type':'adaptive','display':'summarized'} | high",
          "claude-opus-5-5 | MINIMAL | {'type':'adaptive','display':'summarized'} | low",
          "claude-opus-5 | NONE | {'type':'disabled'} |",
          "claude-sonnet-5-5 | NONE | {'type':'between_tools'} |"
        })
    void effort(String model, ReasoningEffort effort, String thinking, String level) {
      Map<String, Object> body = body(to(model).reasoningEffort(effort));

      assertThat(body.get("thinking")).isEqualTo(json(thinking));
      assertThat(body.get("output_config"))
          .isEqualTo(level == null ? null : json("{'effort':'" + level + "'}"));
    }

    @Test
    void aModelThatThinksUnaskedShowsWhatItThinks() {
      assertThat(body(to("claude-opus-5-5")).get("thinking"))
          .isEqualTo(json("{'type':'adaptive','display':'summarized'}"));
      assertThat(body(to("claude-opus-4-8"))).doesNotContainKey("thinking");
    }

    @Test
    void aModelThatCannotStopThinkingThinksLittleAndTheCallerIsTold() {
      ChatRequest.Builder request = to("claude-opus-5-5").reasoningEffort(ReasoningEffort.NONE);

      assertThat(body(request).get("output_config")).isEqualTo(json("{'effort':'low'}"));
      assertThat(warnings(request)).singleElement().asString().contains("cannot be kept from");
      assertThat(Heard.from(client, request.strict(true).build()).refused().kind())
          .isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void theBudgetLeavesRoomForTheAnswer() {
      assertThat(
              body(to("claude-opus-4-5").reasoningEffort(ReasoningEffort.HIGH).maxTokens(2000))
                  .get("thinking"))
          .isEqualTo(json("{'type':'enabled','budget_tokens':1500}"));
      ChatRequest.Builder tight =
          to("claude-opus-4-5").reasoningEffort(ReasoningEffort.HIGH).maxTokens(1024);
      assertThat(body(tight)).doesNotContainKey("thinking");
      assertThat(warnings(tight)).singleElement().asString().contains("none are left for thinking");
    }

    @Test
    void whatWasThoughtIsGivenBackToTheModelThatThoughtIt() {
      Message answer =
          new Message(
              Role.ASSISTANT,
              List.of(
                  new ContentPart.Reasoning("Hm", "anthropic:thinking:claude-opus-4-5:c2ln"),
                  new ContentPart.Reasoning("", "anthropic:redacted:claude-opus-4-5:ZGF0YQ=="),
                  new ContentPart.Reasoning("foreign", "gemini:xyz"),
                  new ContentPart.Reasoning("unsigned", null),
                  new ContentPart.ToolCall("c", "add", "{}")));
      ChatRequest.Builder request =
          to("claude-opus-4-5")
              .reasoningEffort(ReasoningEffort.LOW)
              .tools(ADD)
              .message(answer)
              .message(Message.toolResult("c", "1"));

      assertThat(body(request).get("messages"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .element(1)
          .isEqualTo(
              json(
                  "{'role':'assistant','content':[{'type':'thinking','thinking':'Hm',"
                      + "'signature':'c2ln'},{'type':'redacted_thinking','data':'ZGF0YQ=='},"
                      + "{'type':'tool_use','id':'c','name':'add','input':{}}]}"));

      Map<String, Object> other = body(request.model("claude-sonnet-4-6"));
      assertThat(other.get("messages").toString()).doesNotContain("thinking", "c2ln");
    }

    @Test
    void whereTheThoughtsBeforeAToolCallAreMissingABudgetIsNotAskedFor() {
      ChatRequest.Builder request =
          to("claude-opus-4-5")
              .reasoningEffort(ReasoningEffort.LOW)
              .tools(ADD)
              .message(
                  new Message(Role.ASSISTANT, List.of(new ContentPart.ToolCall("c", "add", "{}"))))
              .message(Message.toolResult("c", "1"));

      assertThat(body(request)).doesNotContainKey("thinking");
      assertThat(warnings(request))
          .singleElement()
          .asString()
          .contains("its thoughts before the tool call are missing");
    }
  }

  @Nested
  class Settings {
    @Test
    void temperatureOrNucleusSamplingAndStops() {
      ChatRequest.Builder request =
          to("claude-sonnet-4-6").temperature(0.5).stop("END", "\n").maxTokens(7);

      Map<String, Object> body = body(request);

      assertThat(body)
          .containsEntry("temperature", 0.5)
          .containsEntry("max_tokens", 7.0)
          .containsEntry("stop_sequences", List.of("END"));
      assertThat(warnings(request)).singleElement().asString().contains("white space");
      assertThat(body(to("claude-sonnet-4-6").topP(0.5))).containsEntry("top_p", 0.5);
      ChatRequest.Builder both = to("claude-sonnet-4-6").temperature(2.0).topP(0.5);
      assertThat(body(both)).containsEntry("temperature", 1.0).doesNotContainKey("top_p");
      assertThat(warnings(both)).hasSize(2);
    }

    @Test
    void whatAModelIgnoresIsNotSentAndToldOnce() {
      ChatRequest.Builder listed = to("claude-opus-5-5").temperature(0.5);
      assertThat(body(listed)).doesNotContainKey("temperature");
      assertThat(warnings(listed))
          .containsExactly("'claude-opus-5-5' does not honour temperature: dropped");
      ChatRequest.Builder unlisted = to("claude-opus-4-7").temperature(0.5);
      assertThat(body(unlisted)).doesNotContainKey("temperature");
      assertThat(warnings(unlisted))
          .containsExactly("'claude-opus-4-7' does not honour temperature: dropped");
    }

    @Test
    void whileAModelThinksItsTemperatureIsItsOwn() {
      ChatRequest.Builder request =
          to("claude-sonnet-4-6").temperature(0.5).reasoningEffort(ReasoningEffort.LOW);

      assertThat(body(request)).doesNotContainKey("temperature");
      assertThat(warnings(request))
          .containsExactly(
              "'claude-sonnet-4-6' does not honour temperature while it thinks: dropped");
    }

    @Test
    void theMostTokensWhereTheRequestDoesNotSay() {
      ChatClient small = anthropic.connect("api-key", "k", "max-tokens", "500");

      assertThat(anthropic.sent(small, ChatRequest.of("Hi")).body())
          .containsEntry("max_tokens", 500.0);
      assertThat(
              anthropic.sent(small, ChatRequest.builder().user("Hi").maxTokens(9).build()).body())
          .containsEntry("max_tokens", 9.0);
    }

    @Test
    void aSchemaWithOtherTypesBesideAnObjectIsClosedToo() {
      String schema = "{\"type\":[\"object\",\"null\"],\"properties\":{}}";
      assertThat(
              body(to("claude-opus-5-5")
                      .responseFormat(new ResponseFormat.JsonSchema("place", schema, true)))
                  .get("output_config"))
          .isEqualTo(
              json(
                  "{'format':{'type':'json_schema','schema':{'type':['object','null'],"
                      + "'properties':{},"
                      + "'additionalProperties':false}}}"));
    }

    @Test
    void aSchemaIsClosedWhereNobodySaidThatItIsOpen() {
      String schema =
          "{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"object\",\"properties\":{}}}}";
      assertThat(
              body(to("claude-opus-5-5")
                      .responseFormat(new ResponseFormat.JsonSchema("place", schema, true)))
                  .get("output_config"))
          .isEqualTo(
              json(
                  "{'format':{'type':'json_schema','schema':{'type':'object','properties':{'p':"
                      + "{'type':'object','properties':{},'additionalProperties':false}},"
                      + "'additionalProperties':false}}}"));
      assertThat(
              Heard.from(
                      client,
                      to("claude-opus-4-1")
                          .responseFormat(new ResponseFormat.JsonSchema("place", schema, true))
                          .build())
                  .refused()
                  .kind())
          .isEqualTo(ErrorKind.INVALID_REQUEST);
    }

    @Test
    void extrasGoBesideAndWin() {
      ChatRequest.Builder request =
          to("claude-opus-4-6")
              .reasoningEffort(ReasoningEffort.LOW)
              .maxTokens(9)
              .extra("anthropic", "max_tokens", 4000)
              .extra("anthropic", "metadata", Map.of("user_id", "u"))
              .extra("anthropic", "cache_control", Map.of("type", "ephemeral"))
              .extra("anthropic", "output_config", Map.of("effort", "max"));

      assertThat(body(request))
          .containsEntry("max_tokens", 4000.0)
          .containsEntry("metadata", json("{'user_id':'u'}"))
          .containsEntry("cache_control", json("{'type':'ephemeral'}"))
          .containsEntry("output_config", json("{'effort':'max'}"));
      assertThat(warnings(request))
          .containsExactlyInAnyOrder(
              "The extra 'max_tokens' stands in for what the request says itself",
              "The extra 'output_config.effort' stands in for what the request says itself");
    }
  }
}
