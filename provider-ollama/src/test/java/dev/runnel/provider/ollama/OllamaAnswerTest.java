package dev.runnel.provider.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Tool;
import dev.runnel.api.Usage;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaAnswerTest {
  private static final Tool WEATHER =
      new Tool("get_weather", "", "{\"type\":\"object\",\"properties\":{}}");

  private static ProviderUnderTest ollama;

  @BeforeAll
  static void start() {
    ollama = ProviderUnderTest.start("ollama");
  }

  @AfterAll
  static void close() {
    ollama.close();
  }

  private static ChatRequest.Builder hi(String model) {
    return ChatRequest.builder().model(model).user("Hi");
  }

  private static Heard hear(Script script) {
    ollama.sandbox().on("ollama").next(script);
    return ollama.ask(hi("llama3.2").build());
  }

  private static Answer answer(Script script) {
    return answer(ollama.client(), script);
  }

  private static Answer answer(ChatClient client, Script script) {
    ollama.sandbox().on("ollama").next(script);
    return client.call(hi("qwen3:8b").build()).answer().toCompletableFuture().join();
  }

  // ---- what is said

  @Test
  void tokensUsageModelAndReasonReachTheCaller() {
    Heard heard = hear(Script.nothing().tokens("Hel", "lo ü😀").finish("stop").usage(9, 4).done());

    assertThat(heard.tokens()).containsExactly("Hel", "lo ü😀");
    Outcome.Completed completed = heard.completed();
    assertThat(completed.finishReason()).isEqualTo(FinishReason.of(FinishReason.Kind.STOP, "stop"));
    assertThat(completed.usage()).isEqualTo(Usage.reported(9, 4));
    assertThat(completed.report().model()).hasValue("llama3.2");
    assertThat(completed.report().warnings()).isEmpty();
    assertThat(ollama.sandbox().violations()).isEmpty();
  }

  @Test
  void thinkingIsReasoningAndIsGivenBackWithItsAnswer() {
    Answer answer =
        answer(Script.nothing().reasoning("They ", "greet").tokens("Hello").finish("stop").done());

    assertThat(answer.reasoning()).isEqualTo("They greet");
    assertThat(answer.text()).isEqualTo("Hello");
    assertThat(answer.message().parts())
        .containsExactly(
            new ContentPart.Reasoning("They greet", Thinking.SIGNATURE),
            new ContentPart.Text("Hello"));

    SentRequest next =
        ollama.sent(
            ChatRequest.builder()
                .model("qwen3:8b")
                .user("Hi")
                .message(answer.message())
                .user("And?")
                .build());
    assertThat(((List<?>) next.body().get("messages")).get(1))
        .isEqualTo(Map.of("role", "assistant", "content", "Hello", "thinking", "They greet"));
    assertThat(ollama.sandbox().violations()).isEmpty();
  }

  @Test
  void thinkingAloneIsAnAnswerWithoutText() {
    Answer answer = answer(Script.nothing().reasoning("Hm").finish("length").done());
    assertThat(answer.message().parts())
        .containsExactly(new ContentPart.Reasoning("Hm", Thinking.SIGNATURE));
    assertThat(answer.finishReason().kind()).isEqualTo(FinishReason.Kind.LENGTH);
  }

  @Test
  void toolCallsComeWholeAndEndTheAnswerAsSuch() {
    Answer answer =
        answer(
            Script.nothing()
                .reasoning("two")
                .toolCall("call_x", "get_weather", "{\"city\":", "\"Rome\",\"days\":1.50}")
                .toolCall("", "now")
                .finish("tool_calls")
                .usage(Tokens.of(20, 10))
                .done());

    assertThat(answer.toolCalls())
        .containsExactly(
            new ContentPart.ToolCall("call_x", "get_weather", "{\"city\":\"Rome\",\"days\":1.50}"),
            new ContentPart.ToolCall("call_1", "now", "{}"));
    assertThat(answer.finishReason())
        .isEqualTo(FinishReason.of(FinishReason.Kind.TOOL_CALLS, "stop"));
    assertThat(answer.usage().outputTokens()).isEqualTo(OptionalLong.of(10));
  }

  @Test
  void anIdThatWasMadeUpIsNotGivenTwiceInAConversation() {
    Script call = Script.nothing().toolCall("", "get_weather").finish("stop").done();
    ChatRequest first = hi("llama3.2").tools(WEATHER).build();
    ollama.sandbox().next(call, call);
    Answer one = ollama.client().call(first).answer().toCompletableFuture().join();
    assertThat(one.toolCalls()).extracting(ContentPart.ToolCall::id).containsExactly("call_0");

    ChatRequest second =
        ChatRequest.builder(first)
            .message(one.message())
            .message(Message.toolResult("call_0", "sunny"))
            .build();
    Answer two = ollama.client().call(second).answer().toCompletableFuture().join();
    assertThat(two.toolCalls()).extracting(ContentPart.ToolCall::id).containsExactly("call_1");
    assertThat(ollama.sandbox().violations()).isEmpty();
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"stop, STOP", "length, LENGTH", "load, OTHER", "unload, OTHER", "tired, OTHER"})
  void aDoneReasonIsAFinishReason(String wire, FinishReason.Kind kind) {
    assertThat(hear(Script.nothing().tokens("Hi").finish(wire).done()).completed().finishReason())
        .isEqualTo(FinishReason.of(kind, wire));
  }

  @Test
  void anOldServerGivesNoReason() {
    Heard heard = hear(Script.nothing().tokens("Hi").done());
    assertThat(heard.completed().finishReason()).isEqualTo(FinishReason.NOT_GIVEN);
    assertThat(heard.completed().usage().source()).isEqualTo(Usage.Source.ABSENT);
  }

  @Test
  void anAnswerThatWasNotStreamedIsHeardAsWell() {
    ChatRequest request = hi("llama3.2").extra("ollama", "stream", false).build();
    ollama.sandbox().next(Script.answer("Hel", "lo"));
    Heard heard = ollama.ask(request);
    assertThat(heard.text()).isEqualTo("Hello");
    heard.completed();
  }

  @Test
  void whatIsBesideTheKnownFieldsIsPassedOver() {
    Heard heard =
        hear(
            Script.nothing()
                .event("{\"message\":null,\"done\":false}")
                .event("{\"remote_host\":{\"a\":[1]},\"message\":{\"content\":\"Hi\",\"x\":{}}}")
                .event("")
                .event("{\"message\":{\"content\":null,\"tool_calls\":null},\"error\":null}")
                .event("{\"done\":true,\"done_reason\":\"stop\",\"logprobs\":[{}]}"));
    assertThat(heard.text()).isEqualTo("Hi");
    assertThat(heard.completed().finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void argumentsThatComeAsTextAreTakenAsWell() {
    Answer answer =
        answer(
            Script.nothing()
                .event(
                    "{\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":\"{\\\"a\\\":1}\","
                        + "\"name\":\"add\"}}]}}")
                .finish("stop")
                .done());
    assertThat(answer.toolCalls())
        .containsExactly(new ContentPart.ToolCall("call_0", "add", "{\"a\":1}"));
  }

  // ---- the end

  @Test
  void doneIsTheEndThoughTheConnectionStaysOpen() {
    Heard heard = hear(Script.answer("Hi").stayOpen());
    assertThat(heard.text()).isEqualTo("Hi");
    heard.completed();
  }

  @Test
  void doneWithoutAnythingIsNoAnswer() {
    assertThat(hear(Script.nothing().role().done()).refused().kind())
        .isEqualTo(ErrorKind.EMPTY_ANSWER);
  }

  @Test
  void anEndBeforeDoneIsNoEnd() {
    Heard between = hear(Script.nothing().tokens("Hel", "lo"));
    assertThat(between.text()).isEqualTo("Hello");
    assertThat(between.incomplete().reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);

    Heard within =
        hear(Script.nothing().tokens("Hel").body("{\"message\":{\"content\":\"lo\"},\"done\":tr"));
    assertThat(within.text()).isEqualTo("Hel");
    assertThat(within.incomplete().reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);

    assertThat(hear(Script.nothing().role()).refused().kind()).isEqualTo(ErrorKind.PROTOCOL);
  }

  @Test
  void aLastLineMayLackItsEnd() {
    Heard heard =
        hear(Script.nothing().tokens("Hi").body("{\"done\":true,\"done_reason\":\"stop\"}"));
    assertThat(heard.completed().finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void aMalformedLineTellsNothingAndFails() {
    Heard heard =
        hear(
            Script.nothing()
                .tokens("Hel")
                .event("{\"message\":{\"content\":\"lo\"},\"done\":tr}")
                .tokens("never")
                .finish("stop")
                .done());
    assertThat(heard.text()).isEqualTo("Hel");
    assertThat(heard.failed().cause().kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(heard.failed().contentDelivered()).isTrue();
  }

  @Test
  void optionsOfTheEndpointGoIntoEveryRequest() {
    ChatClient client = ollama.connect("keep-alive", "10m", "num-ctx", "8192", "api-key", "hush");
    SentRequest sent = ollama.sent(client, hi("llama3.2").build());
    assertThat(sent.body())
        .containsEntry("keep_alive", "10m")
        .containsEntry("options", Map.of("num_ctx", 8192.0))
        .containsEntry("truncate", false);
    assertThat(sent.headers()).containsEntry("authorization", "Bearer hush");

    SentRequest loose = ollama.sent(ollama.connect("truncate", "true"), hi("llama3.2").build());
    assertThat(loose.body()).doesNotContainKeys("truncate", "options", "keep_alive");
    assertThat(loose.headers()).containsOnlyKeys("content-type");
    assertThat(ollama.sandbox().violations()).isEmpty();
  }
}
