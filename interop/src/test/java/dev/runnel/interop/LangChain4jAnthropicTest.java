package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** LangChain4j's Anthropic models, as clients of the sandbox. */
class LangChain4jAnthropicTest {
  private static final String MODEL = "claude-sonnet-4-5";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  private AnthropicStreamingChatModel streaming() {
    return AnthropicStreamingChatModel.builder()
        .baseUrl(sandbox.baseUrl("anthropic") + "/v1/")
        .apiKey("sk-ant-test")
        .modelName(MODEL)
        .build();
  }

  private AnthropicChatModel whole() {
    return AnthropicChatModel.builder()
        .baseUrl(sandbox.baseUrl("anthropic") + "/v1/")
        .apiKey("sk-ant-test")
        .modelName(MODEL)
        .maxRetries(0)
        .build();
  }

  private static ChatRequest.Builder hello() {
    return ChatRequest.builder()
        .messages(SystemMessage.from("Be brief."), UserMessage.from("Hello"));
  }

  private void answer(Script script) {
    sandbox.on("anthropic").next(script);
  }

  @Test
  void hearsAStreamWithItsUsage() throws Exception {
    answer(
        Script.nothing()
            .role()
            .tokens("Grüße, ", "😀\n", "Welt")
            .finish("end_turn")
            .usage(9, 4)
            .done());

    LangChain4jHeard heard = LangChain4jHeard.from(streaming(), hello().build());

    assertThat(heard.streamed()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.response().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(heard.response().tokenUsage().outputTokenCount()).isEqualTo(4);
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void hearsAWholeAnswer() {
    answer(Script.nothing().role().tokens("Grüße, ", "Welt").finish("end_turn").usage(9, 4).done());

    var heard = whole().chat(hello().build());

    assertThat(heard.aiMessage().text()).isEqualTo("Grüße, Welt");
    assertThat(heard.tokenUsage().inputTokenCount()).isEqualTo(9);
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void hearsToolCalls() throws Exception {
    answer(
        Script.nothing()
            .toolCall("toolu_1", "weather", "{\"city\":", "\"Köln\"}")
            .finish("tool_use")
            .done());
    ToolSpecification weather =
        ToolSpecification.builder()
            .name("weather")
            .description("Tells it")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
            .build();

    LangChain4jHeard heard =
        LangChain4jHeard.from(streaming(), hello().toolSpecifications(weather).build());

    assertThat(heard.response().finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    assertThat(heard.response().aiMessage().toolExecutionRequests())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.name()).isEqualTo("weather");
              assertThat(call.arguments()).contains("Köln");
            });
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void aRefusedKeyIsTold() {
    answer(Faults.named("fault-401").orElseThrow().script("anthropic"));

    assertThatThrownBy(() -> whole().chat(hello().build()))
        .isInstanceOf(AuthenticationException.class);
  }
}
