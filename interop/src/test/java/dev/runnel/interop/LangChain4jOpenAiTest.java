package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** LangChain4j's OpenAI models, as clients of the sandbox. */
class LangChain4jOpenAiTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  private OpenAiStreamingChatModel streaming() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(sandbox.baseUrl("openai"))
        .apiKey("sk-test")
        .modelName("gpt-4o-mini")
        .build();
  }

  private OpenAiChatModel whole(String model) {
    return OpenAiChatModel.builder()
        .baseUrl(sandbox.baseUrl("openai"))
        .apiKey("sk-test")
        .modelName(model)
        .maxRetries(0)
        .build();
  }

  private static ChatRequest.Builder hello() {
    return ChatRequest.builder().messages(UserMessage.from("Hello"));
  }

  private void answer(Script script) {
    sandbox.on("openai").next(script);
  }

  @Test
  void hearsAStreamWithItsUsage() throws Exception {
    answer(
        Script.nothing()
            .role()
            .tokens("Grüße, ", "😀\n", "Welt")
            .finish("stop")
            .usage(9, 4)
            .done());

    LangChain4jHeard heard = LangChain4jHeard.from(streaming(), hello().build());

    assertThat(heard.streamed()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.response().aiMessage().text()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(heard.response().finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(heard.response().tokenUsage().inputTokenCount()).isEqualTo(9);
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void hearsAWholeAnswer() {
    answer(Script.nothing().role().tokens("Grüße, ", "Welt").finish("stop").usage(9, 4).done());

    var heard = whole("gpt-4o-mini").chat(hello().build());

    assertThat(heard.aiMessage().text()).isEqualTo("Grüße, Welt");
    assertThat(heard.tokenUsage().outputTokenCount()).isEqualTo(4);
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void hearsToolCalls() throws Exception {
    answer(
        Script.nothing()
            .role()
            .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
            .finish("tool_calls")
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
              assertThat(call.id()).isEqualTo("call_1");
              assertThat(call.name()).isEqualTo("weather");
              assertThat(call.arguments()).isEqualTo("{\"city\":\"Köln\"}");
            });
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void hasItsOwnClassForEachError() {
    answer(Faults.named("fault-401").orElseThrow().script("openai"));
    assertThatThrownBy(() -> whole("gpt-4o-mini").chat(hello().build()))
        .isInstanceOf(AuthenticationException.class);

    answer(Faults.named("fault-429").orElseThrow().script("openai"));
    assertThatThrownBy(() -> whole("gpt-4o-mini").chat(hello().build()))
        .isInstanceOf(RateLimitException.class);

    assertThatThrownBy(() -> whole("gpt-9").chat(hello().build()))
        .isInstanceOf(ModelNotFoundException.class);
  }
}
