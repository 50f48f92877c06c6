package dev.runnel.interop.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.runnel.interop.LangChain4jHeard;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * LangChain4j's models, as clients of a gateway: those of OpenAI's form are answered by Anthropic,
 * and those of Anthropic's form by OpenAI.
 */
@TestInstance(Lifecycle.PER_CLASS)
class LangChain4jGatewayTest {
  private final GatewayStage stage = GatewayStage.start();

  /** One form of the API, asking a service of the other. */
  private enum Crossing {
    OPENAI_TO_ANTHROPIC(GatewayStage.CLAUDE),
    ANTHROPIC_TO_OPENAI(GatewayStage.GPT);

    final String model;

    Crossing(String model) {
      this.model = model;
    }

    String service() {
      return GatewayStage.service(model);
    }

    String finish(boolean calls) {
      if (service().equals("openai")) {
        return calls ? "tool_calls" : "stop";
      }
      return calls ? "tool_use" : "end_turn";
    }
  }

  static Stream<Crossing> crossings() {
    return Stream.of(Crossing.values());
  }

  @AfterAll
  void close() {
    stage.close();
  }

  @AfterEach
  void nothingWasWrongWithAnyRequestToTheServices() {
    stage.sandbox().asUsual();
    assertThat(stage.sandbox().violations()).isEmpty();
  }

  private StreamingChatModel streaming(Crossing crossing) {
    String base = stage.origin() + "/v1";
    return crossing == Crossing.OPENAI_TO_ANTHROPIC
        ? OpenAiStreamingChatModel.builder()
            .baseUrl(base)
            .apiKey("sk-test")
            .modelName(crossing.model)
            .build()
        : AnthropicStreamingChatModel.builder()
            .baseUrl(base)
            .apiKey("sk-test")
            .modelName(crossing.model)
            .build();
  }

  private ChatModel whole(Crossing crossing, int retries) {
    String base = stage.origin() + "/v1";
    return crossing == Crossing.OPENAI_TO_ANTHROPIC
        ? OpenAiChatModel.builder()
            .baseUrl(base)
            .apiKey("sk-test")
            .modelName(crossing.model)
            .maxRetries(retries)
            .build()
        : AnthropicChatModel.builder()
            .baseUrl(base)
            .apiKey("sk-test")
            .modelName(crossing.model)
            .maxRetries(retries)
            .build();
  }

  private static ChatRequest.Builder hello() {
    return ChatRequest.builder()
        .messages(SystemMessage.from("Be brief."), UserMessage.from("Hello"));
  }

  private static ToolSpecification weather() {
    return ToolSpecification.builder()
        .name("weather")
        .description("Tells it")
        .parameters(JsonObjectSchema.builder().addStringProperty("city").build())
        .build();
  }

  private void answersGreeting(Crossing crossing) {
    stage.answer(
        crossing.service(),
        Script.nothing()
            .role()
            .tokens("Grüße, ", "😀\n", "Welt")
            .finish(crossing.finish(false))
            .usage(9, 4)
            .done());
  }

  private static void assertGreeting(ChatResponse response) {
    assertThat(response.aiMessage().text()).isEqualTo("Grüße, 😀\nWelt");
    assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(9);
    assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(4);
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void hearsAStreamWithItsUsage(Crossing crossing) throws Exception {
    answersGreeting(crossing);

    LangChain4jHeard heard = LangChain4jHeard.from(streaming(crossing), hello().build());

    assertThat(heard.streamed()).isEqualTo("Grüße, 😀\nWelt");
    assertGreeting(heard.response());
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void hearsAWholeAnswer(Crossing crossing) {
    answersGreeting(crossing);

    assertGreeting(whole(crossing, 0).chat(hello().build()));
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void callsToolsAndGivesTheirResultsBack(Crossing crossing) throws Exception {
    stage.answer(
        crossing.service(),
        Script.nothing()
            .role()
            .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("call_2", "weather", "{\"city\":\"Bonn\"}")
            .finish(crossing.finish(true))
            .done());
    ChatResponse calls =
        LangChain4jHeard.from(streaming(crossing), hello().toolSpecifications(weather()).build())
            .response();

    assertThat(calls.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    AiMessage called = calls.aiMessage();
    assertThat(called.toolExecutionRequests())
        .extracting(call -> call.arguments().replace(" ", ""))
        .containsExactly("{\"city\":\"Köln\"}", "{\"city\":\"Bonn\"}");

    stage.answer(
        crossing.service(), Script.nothing().tokens("Sun").finish(crossing.finish(false)).done());
    ChatResponse last =
        whole(crossing, 0)
            .chat(
                ChatRequest.builder()
                    .messages(
                        UserMessage.from("Weather?"),
                        called,
                        ToolExecutionResultMessage.from(
                            called.toolExecutionRequests().get(0), "sun"),
                        ToolExecutionResultMessage.from(
                            called.toolExecutionRequests().get(1), "rain"))
                    .toolSpecifications(weather())
                    .build());

    assertThat(last.aiMessage().text()).isEqualTo("Sun");
    assertThat(stage.lastBody().toString()).contains("call_1", "sun", "call_2", "rain");
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void getsAnAnswerThatFollowsASchema(Crossing crossing) {
    JsonSchema schema =
        JsonSchema.builder()
            .name("place")
            .rootElement(
                JsonObjectSchema.builder().addStringProperty("city").required("city").build())
            .build();

    ChatResponse heard =
        whole(crossing, 0)
            .chat(
                hello()
                    .responseFormat(
                        ResponseFormat.builder()
                            .type(ResponseFormatType.JSON)
                            .jsonSchema(schema)
                            .build())
                    .build());

    assertThat(heard.aiMessage().text()).contains("\"city\"");
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void hasItsOwnClassForEachError(Crossing crossing) {
    Map<Trouble, Class<? extends LangChain4jException>> classes =
        Map.of(
            Trouble.INVALID_KEY, AuthenticationException.class,
            Trouble.MODEL_NOT_FOUND, ModelNotFoundException.class,
            Trouble.RATE_LIMITED, RateLimitException.class,
            Trouble.OVERLOADED, InternalServerException.class);
    classes.forEach(
        (trouble, type) -> {
          stage.answer(crossing.service(), Script.refusing(trouble, "The service says no"));
          assertThatThrownBy(() -> whole(crossing, 0).chat(hello().build()))
              .isInstanceOf(type)
              .hasMessageContaining("The service says no");
        });
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void anErrorInMidStreamIsAnError(Crossing crossing) {
    stage.answer(
        crossing.service(),
        Script.nothing().role().tokens("Hel").error("overloaded_error", "Sorry"));

    assertThatThrownBy(() -> LangChain4jHeard.from(streaming(crossing), hello().build()))
        .isInstanceOf(ExecutionException.class);
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void triesAgainWhereTheServiceIsBusy(Crossing crossing) {
    stage.answer(crossing.service(), Script.refusing(Trouble.RATE_LIMITED, "Slow down"));
    answersGreeting(crossing);

    assertGreeting(whole(crossing, 1).chat(hello().build()));
  }
}
