package dev.runnel.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.RateLimit;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Usage;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenAiAnswerTest {
  private static ProviderUnderTest openai;

  @BeforeAll
  static void start() {
    openai = ProviderUnderTest.start("openai");
  }

  @AfterAll
  static void close() {
    openai.close();
  }

  private static Answer answer(Script script) throws Exception {
    openai.sandbox().on("openai").next(script);
    return answer(ChatRequest.of("Hi"));
  }

  private static Answer answer(ChatRequest request) throws Exception {
    return openai.client().call(request).answer().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void elizaAnswersWithUsage() {
    Heard heard = openai.ask(ChatRequest.of("I need a holiday."));

    assertThat(heard.text()).contains("a holiday");
    assertThat(heard.completed().finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
    assertThat(heard.completed().usage().source()).isEqualTo(Usage.Source.REPORTED);
    assertThat(heard.completed().report().model()).contains("gpt-4.1-mini");
    assertThat(openai.sandbox().violations()).isEmpty();
  }

  @Test
  void usageInAllItsDetails() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .tokens("Hi")
                .finish("stop")
                .usage(Tokens.of(90, 40).cached(30).cacheWritten(20).reasoning(25))
                .done());

    assertThat(answer.usage())
        .isEqualTo(
            Usage.reported(90, 40).withCachedInput(30).withCacheWriteInput(20).withReasoning(25));
  }

  @Test
  void reasoningIsToldApart() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .reasoning("Let me", " think.")
                .tokens("Hi")
                .finish("stop")
                .done());

    assertThat(answer.reasoning()).isEqualTo("Let me think.");
    assertThat(answer.text()).isEqualTo("Hi");
  }

  @Test
  void toolCallsAreGatheredFromTheirPieces() throws Exception {
    Answer answer =
        answer(
            Script.nothing()
                .role()
                .toolCall("call_a", "weather", "{\"ci", "ty\":\"", "Ulm\"}")
                .toolCall("call_b", "clock", "{}")
                .finish("tool_calls")
                .done());

    assertThat(answer.toolCalls())
        .containsExactly(
            new ContentPart.ToolCall("call_a", "weather", "{\"city\":\"Ulm\"}"),
            new ContentPart.ToolCall("call_b", "clock", "{}"));
    assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
  }

  @Test
  void aConversationGoesOnAfterAToolCall() throws Exception {
    Tool clock = new Tool("clock", "Tells the time", "{\"type\":\"object\",\"properties\":{}}");
    ChatRequest first =
        ChatRequest.builder().user("Hi").tools(clock).toolChoice(ToolChoice.REQUIRED).build();
    Answer called = answer(first);
    ContentPart.ToolCall call = called.toolCalls().get(0);

    ChatRequest second =
        ChatRequest.builder(first)
            .message(called.message())
            .message(dev.runnel.api.Message.toolResult(call.id(), "noon"))
            .toolChoice(ToolChoice.AUTO)
            .build();

    assertThat(answer(second).text()).isNotEmpty();
    assertThat(openai.sandbox().violations()).isEmpty();
  }

  @Test
  void anAnswerFollowsItsSchema() throws Exception {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
            + "\"required\":[\"city\"],\"additionalProperties\":false}";
    ChatRequest request =
        ChatRequest.builder()
            .user("Where?")
            .responseFormat(new ResponseFormat.JsonSchema("place", schema, true))
            .build();

    assertThat(answer(request).text()).isEqualTo("{\"city\":\"city\"}");
  }

  @Test
  void aRefusalIsNoOrdinaryEnd() throws Exception {
    Answer answer =
        answer(Script.nothing().role().refusal("I will", " not.").finish("stop").done());

    assertThat(answer.text()).isEqualTo("I will not.");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.of(FinishReason.Kind.REFUSAL, "stop"));
  }

  @Test
  void aWholeDocumentSaysTheSame() throws Exception {
    openai
        .sandbox()
        .on("openai")
        .next(
            Script.nothing()
                .role()
                .tokens("Hi")
                .toolCall("call_a", "clock", "{}")
                .finish("tool_calls")
                .usage(9, 4)
                .done());

    Answer answer =
        answer(ChatRequest.builder().user("Hi").extra("openai", "stream", false).build());

    assertThat(answer.text()).isEqualTo("Hi");
    assertThat(answer.toolCalls())
        .containsExactly(new ContentPart.ToolCall("call_a", "clock", "{}"));
    assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(answer.usage().totalTokens()).hasValue(13);
  }

  @Test
  void theLimitsAreReported() {
    Heard heard = openai.ask(ChatRequest.of("Hi"));

    assertThat(heard.completed().report().rateLimits())
        .containsExactly(
            new RateLimit(
                "requests",
                OptionalLong.of(10_000),
                OptionalLong.of(9_999),
                Optional.of(Duration.ofMillis(6))),
            new RateLimit(
                "tokens",
                OptionalLong.of(2_000_000),
                OptionalLong.of(1_999_980),
                Optional.of(Duration.ZERO)));
  }
}
