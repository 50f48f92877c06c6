package dev.runnel.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.RateLimit;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service says, as it reaches the caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnthropicAnswerTest {
  private static final Tool ADD = new Tool("add", "Adds", "{\"type\":\"object\"}");

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

  private Answer answer(ChatRequest request) throws Exception {
    return client.call(request).answer().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private Answer answer(Script script) throws Exception {
    anthropic.sandbox().on(Sandbox.ANTHROPIC).next(script);
    return answer(ChatRequest.of("Hi"));
  }

  @Test
  void textThinkingSignatureAndCalls() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .keepAlive()
                .reasoning("Let ", "me see.")
                .signature("c2ln")
                .tokens("I ", "add.")
                .toolCall("toolu_1", "add", "{\"a\":", "1}")
                .toolCall("toolu_2", "now")
                .finish("tool_calls")
                .usage(Tokens.of(100, 20).cached(60).cacheWritten(30).reasoning(5))
                .done());

    assertThat(answer.reasoning()).isEqualTo("Let me see.");
    assertThat(answer.text()).isEqualTo("I add.");
    assertThat(answer.toolCalls())
        .containsExactly(
            new ContentPart.ToolCall("toolu_1", "add", "{\"a\":1}"),
            new ContentPart.ToolCall("toolu_2", "now", "{}"));
    assertThat(answer.finishReason())
        .isEqualTo(FinishReason.of(FinishReason.Kind.TOOL_CALLS, "tool_use"));
    assertThat(answer.usage())
        .isEqualTo(
            Usage.reported(100, 20).withCachedInput(60).withCacheWriteInput(30).withReasoning(5));
    assertThat(answer.report().model()).hasValue("claude-sonnet-5-5");
    assertThat(answer.message().parts().get(0))
        .isEqualTo(
            new ContentPart.Reasoning("Let me see.", "anthropic:thinking:claude-sonnet-5-5:c2ln"));
  }

  @Test
  void encryptedThoughtsAreKeptInTheirPlace() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .event(
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                        + "{\"type\":\"redacted_thinking\",\"data\":\"ZGF0YQ==\"}}")
                .event("{\"type\":\"content_block_stop\",\"index\":0}")
                .tokens("Yes.")
                .finish("stop")
                .done());

    assertThat(answer.message().parts())
        .containsExactly(
            new ContentPart.Reasoning("", "anthropic:redacted:claude-sonnet-5-5:ZGF0YQ=="),
            new ContentPart.Text("Yes."));
  }

  @Test
  void aRoundOfToolsGivesBackWhatWasThought() throws Exception {
    ChatRequest.Builder request =
        ChatRequest.builder()
            .model("claude-haiku-4-5")
            .reasoningEffort(ReasoningEffort.LOW)
            .tools(ADD)
            .user("Please add");
    Answer first = answer(request.build());
    assertThat(first.reasoning()).isNotEmpty();
    assertThat(first.toolCalls()).hasSize(1);

    request.message(first.message());
    for (ContentPart.ToolCall call : first.toolCalls()) {
      request.message(dev.runnel.api.Message.toolResult(call.id(), "3"));
    }
    Answer second = answer(request.build());

    assertThat(second.text()).isNotEmpty();
    assertThat(second.report().warnings()).isEmpty();
    assertThat(anthropic.sandbox().violations()).isEmpty();
  }

  @Test
  void aDemandedCall() throws Exception {
    Answer answer =
        answer(
            ChatRequest.builder()
                .model("claude-haiku-5-5")
                .tools(ADD)
                .toolChoice(ToolChoice.REQUIRED)
                .user("Go")
                .build());

    assertThat(answer.toolCalls()).extracting(ContentPart.ToolCall::name).containsExactly("add");
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn, STOP",
    "stop_sequence, STOP",
    "max_tokens, LENGTH",
    "model_context_window_exceeded, LENGTH",
    "tool_use, TOOL_CALLS",
    "refusal, REFUSAL",
    "pause_turn, OTHER",
    "something_new, OTHER"
  })
  void stopReasons(String wireName, FinishReason.Kind kind) throws Exception {
    Answer answer = answer(Script.nothing().role().tokens("Hi").finish(wireName).done());

    assertThat(answer.finishReason()).isEqualTo(FinishReason.of(kind, wireName));
  }

  @Test
  void whyTheModelDeclinedIsAWarning() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .tokens("I")
                .event(
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\","
                        + "\"stop_details\":{\"type\":\"refusal\",\"category\":\"cyber\","
                        + "\"explanation\":\"Not this.\"}},\"usage\":{\"output_tokens\":3}}")
                .done());

    assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.REFUSAL);
    assertThat(answer.report().warnings())
        .extracting(Warning::message)
        .contains("The model declined: Not this.");
  }

  @Test
  void whatIsNotKnownYetMeansNothing() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .event("{\"type\":\"weather\",\"rain\":true}")
                .event(
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                        + "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\","
                        + "\"input\":{}}}")
                .event(
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                        + "{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}")
                .event(
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                        + "{\"type\":\"citations_delta\",\"citation\":{}}}")
                .tokens("Hi")
                .finish("stop")
                .done());

    assertThat(answer.text()).isEqualTo("Hi");
    assertThat(answer.toolCalls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":null}",
        "{\"type\":5}",
        "{\"type\":\"message_start\",\"message\":[]}",
        "{\"type\":\"message_start\",\"message\":{\"usage\":null,\"model\":{}}}",
        "{\"type\":\"content_block_start\"}",
        "{\"type\":\"content_block_start\",\"content_block\":\"text\"}",
        "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"text\",\"text\":[]}}",
        "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"redacted_thinking\"}}",
        "{\"type\":\"content_block_delta\"}",
        "{\"type\":\"content_block_delta\",\"index\":\"x\",\"delta\":7}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":null}}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}}",
        "{\"type\":\"message_delta\",\"delta\":null,\"usage\":[]}",
        "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":\"many\",\"output_tokens_details\":1}}",
        "{\"error\":null,\"type\":\"ping\"}"
      })
  void whatIsNotOfTheRightKindMeansNothing(String event) throws Exception {
    Answer answer = answer(Script.nothing().role().event(event).tokens("Hi").finish("stop").done());

    assertThat(answer.text()).isEqualTo("Hi");
    assertThat(answer.toolCalls()).isEmpty();
    assertThat(answer.usage().inputTokens()).isPresent();
  }

  @Test
  void theOrderOfMembersDoesNotMatter() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .event(
                    "{\"delta\":{\"text\":\"Hi\",\"type\":\"text_delta\"},\"index\":0,"
                        + "\"type\":\"content_block_delta\"}")
                .finish("stop")
                .done());

    assertThat(answer.text()).isEqualTo("Hi");
  }

  @Test
  void aWholeMessageInPlaceOfAStream() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .json(
                    """
                    {"id":"msg_1","type":"message","role":"assistant","model":"m",
                     "content":[{"type":"thinking","thinking":"Hm","signature":"c2ln"},
                                {"type":"text","text":"Hello"},
                                {"type":"tool_use","id":"t","name":"add","input":{"a":[1,2]}}],
                     "stop_reason":"tool_use","stop_sequence":null,
                     "usage":{"input_tokens":5,"output_tokens":7}}
                    """));

    assertThat(answer.text()).isEqualTo("Hello");
    assertThat(answer.reasoning()).isEqualTo("Hm");
    assertThat(answer.toolCalls())
        .containsExactly(new ContentPart.ToolCall("t", "add", "{\"a\":[1,2]}"));
    assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(answer.usage().totalTokens()).hasValue(12);
    assertThat(answer.report().model()).hasValue("m");
  }

  @Test
  void theEndMarkEndsTheCallThoughTheSocketStaysOpen() {
    anthropic.sandbox().on(Sandbox.ANTHROPIC).next(Script.answer("Hi").stayOpen());

    assertThat(Heard.from(client, ChatRequest.of("Hi")).completed().finishReason().kind())
        .isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void theLimitsOfTheAccountAreInTheReport() throws Exception {
    List<RateLimit> limits = answer(Script.answer("Hi")).report().rateLimits();

    assertThat(limits)
        .extracting(RateLimit::what)
        .containsExactlyInAnyOrder("requests", "tokens", "input-tokens", "output-tokens");
    assertThat(limits)
        .filteredOn(limit -> limit.what().equals("requests"))
        .singleElement()
        .satisfies(
            limit -> {
              assertThat(limit.limit()).isEqualTo(OptionalLong.of(4000));
              assertThat(limit.remaining()).isEqualTo(OptionalLong.of(3999));
              assertThat(limit.resetsAfter()).isPresent();
            });
  }

  @Test
  void modelsAreListedPageByPage() {
    assertThat(client.models().toCompletableFuture().join())
        .extracting(dev.runnel.api.ModelInfo::id)
        .contains("claude-opus-5-5", "claude-haiku-4-5-20251001")
        .hasSizeGreaterThan(10);
    anthropic
        .sandbox()
        .on(Sandbox.ANTHROPIC)
        .nextOther(
            Script.nothing()
                .json(
                    "{\"data\":[{\"id\":\"claude-opus-5\"}],\"has_more\":true,"
                        + "\"last_id\":\"claude-opus-5\"}"));
    assertThat(client.models().toCompletableFuture().join())
        .extracting(dev.runnel.api.ModelInfo::id)
        .startsWith("claude-opus-5", "claude-sonnet-5")
        .doesNotContain("claude-opus-5-5");
  }

  @Test
  void whereOnlyUsageFollowsTheFinishItStillCounts() {
    anthropic
        .sandbox()
        .on(Sandbox.ANTHROPIC)
        .next(Script.nothing().role().tokens("Hi").finish("stop").usage(9, 4));

    Outcome.Completed completed = Heard.from(client, ChatRequest.of("Hi")).completed();

    assertThat(completed.usage().outputTokens()).hasValue(4);
  }
}
