package dev.runnel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionTool;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.fault.Faults;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client, as a client of the sandbox. */
class OpenAiJavaClientTest {
  private final Sandbox sandbox = Sandbox.start();
  private final OpenAIClient client =
      OpenAIOkHttpClient.builder()
          .baseUrl(sandbox.baseUrl("openai"))
          .apiKey("sk-test")
          .maxRetries(0)
          .build();

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  private static ChatCompletionCreateParams.Builder hello() {
    return ChatCompletionCreateParams.builder().model("gpt-4o-mini").addUserMessage("Hello");
  }

  private static ChatCompletionCreateParams withTool() {
    FunctionParameters parameters =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
            .build();
    return hello()
        .addTool(
            ChatCompletionTool.ofFunction(
                ChatCompletionFunctionTool.builder()
                    .function(
                        FunctionDefinition.builder()
                            .name("weather")
                            .description("Tells it")
                            .parameters(parameters)
                            .build())
                    .build()))
        .build();
  }

  private ChatCompletion streamed(ChatCompletionCreateParams params) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(params)) {
      chunks.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private void answer(Script script) {
    sandbox.on("openai").next(script);
  }

  private void assertNothingWrong() {
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void hearsAStreamWithItsUsage() {
    answer(
        Script.nothing()
            .role()
            .tokens("Grüße, ", "😀\n", "Welt")
            .finish("stop")
            .usage(9, 4)
            .done());

    ChatCompletion heard =
        streamed(
            hello()
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

    assertThat(heard.validate()).isNotNull();
    assertThat(heard.choices().get(0).message().content()).hasValue("Grüße, 😀\nWelt");
    assertThat(heard.choices().get(0).finishReason().asString()).isEqualTo("stop");
    assertThat(heard.usage().orElseThrow().promptTokens()).isEqualTo(9);
    assertNothingWrong();
  }

  @Test
  void hearsAWholeAnswer() {
    answer(Script.nothing().role().tokens("Grüße, ", "Welt").finish("stop").usage(9, 4).done());

    ChatCompletion heard = client.chat().completions().create(hello().build());

    assertThat(heard.validate()).isNotNull();
    assertThat(heard.choices().get(0).message().content()).hasValue("Grüße, Welt");
    assertThat(heard.usage().orElseThrow().completionTokens()).isEqualTo(4);
    assertNothingWrong();
  }

  @Test
  void hearsParallelToolCallsStreamedAndWhole() {
    Script calls =
        Script.nothing()
            .role()
            .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("call_2", "weather", "{\"city\":\"Bonn\"}")
            .finish("tool_calls")
            .done();
    answer(calls);
    answer(calls);

    for (ChatCompletion heard :
        List.of(streamed(withTool()), client.chat().completions().create(withTool()))) {
      List<ChatCompletionMessageToolCall> called =
          heard.choices().get(0).message().toolCalls().orElseThrow();
      assertThat(called).hasSize(2);
      assertThat(called.get(0).asFunction().id()).isEqualTo("call_1");
      assertThat(called.get(0).asFunction().function().arguments())
          .isEqualTo("{\"city\":\"Köln\"}");
      assertThat(called.get(1).asFunction().function().arguments())
          .isEqualTo("{\"city\":\"Bonn\"}");
    }
    assertNothingWrong();
  }

  @Test
  void hasItsOwnClassForEachError() {
    answer(Faults.named("fault-401").orElseThrow().script("openai"));
    assertThatThrownBy(() -> client.chat().completions().create(hello().build()))
        .isInstanceOf(UnauthorizedException.class);

    answer(Faults.named("fault-429").orElseThrow().script("openai"));
    assertThatThrownBy(() -> streamed(hello().build())).isInstanceOf(RateLimitException.class);
    assertNothingWrong();

    assertThatThrownBy(() -> streamed(hello().model("gpt-9").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("gpt-9");
  }

  @Test
  void anErrorInMidStreamIsAnError() {
    answer(Script.nothing().role().tokens("Hel").error("server_error", "Sorry").done());

    assertThatThrownBy(() -> streamed(hello().build()))
        .isInstanceOf(SseException.class)
        .hasMessageContaining("Sorry");
  }

  @Test
  void closingAStreamReachesTheSandbox() {
    answer(Script.nothing().role().tokens("Hel", "lo").stayOpen());

    try (StreamResponse<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(hello().build())) {
      assertThat(chunks.stream().iterator().next()).isNotNull();
    }

    sandbox.awaitExchange().awaitClosedByPeer();
  }

  @Test
  void listsModels() {
    assertThat(client.models().list().autoPager().stream().map(model -> model.id()))
        .contains("gpt-4o-mini");
    assertNothingWrong();
  }
}
