package dev.runnel.interop.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionTool;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenAI's own Java client, as a client of a gateway. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenAiJavaGatewayTest {
  private final GatewayStage stage = GatewayStage.start();
  private final OpenAIClient client = client(0);

  private OpenAIClient client(int retries) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(stage.origin() + "/v1")
        .apiKey("sk-test")
        .maxRetries(retries)
        .build();
  }

  @AfterAll
  void close() {
    client.close();
    stage.close();
  }

  @AfterEach
  void nothingWasWrongWithAnyRequestToTheServices() {
    stage.sandbox().asUsual();
    assertThat(stage.sandbox().violations()).isEmpty();
  }

  private static ChatCompletionCreateParams.Builder hello(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("Hello");
  }

  private static ChatCompletionCreateParams withTool(String model) {
    FunctionParameters parameters =
        FunctionParameters.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
            .build();
    return hello(model)
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

  private ChatCompletion streamed(OpenAIClient by, ChatCompletionCreateParams params) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    try (StreamResponse<ChatCompletionChunk> chunks =
        by.chat().completions().createStreaming(params)) {
      chunks.stream().forEach(accumulator::accumulate);
    }
    return accumulator.chatCompletion();
  }

  private static void answersGreeting(GatewayStage stage, String service) {
    String end = service.equals("openai") ? "stop" : "end_turn";
    stage.answer(
        service,
        Script.nothing().role().tokens("Grüße, ", "😀\n", "Welt").finish(end).usage(9, 4).done());
  }

  @ParameterizedTest
  @ValueSource(strings = {GatewayStage.GPT, GatewayStage.CLAUDE})
  void hearsAStreamWithItsUsage(String model) {
    answersGreeting(stage, GatewayStage.service(model));

    ChatCompletion heard =
        streamed(
            client,
            hello(model)
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

    assertThat(heard.validate()).isNotNull();
    assertThat(heard.model()).isEqualTo(model);
    assertThat(heard.choices().get(0).message().content()).hasValue("Grüße, 😀\nWelt");
    assertThat(heard.choices().get(0).finishReason().asString()).isEqualTo("stop");
    assertThat(heard.usage().orElseThrow().promptTokens()).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {GatewayStage.GPT, GatewayStage.CLAUDE})
  void hearsAWholeAnswer(String model) {
    answersGreeting(stage, GatewayStage.service(model));

    ChatCompletion heard = client.chat().completions().create(hello(model).build());

    assertThat(heard.validate()).isNotNull();
    assertThat(heard.choices().get(0).message().content()).hasValue("Grüße, 😀\nWelt");
    assertThat(heard.usage().orElseThrow().completionTokens()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {GatewayStage.GPT, GatewayStage.CLAUDE})
  void hearsParallelToolCallsStreamedAndWhole(String model) {
    String service = GatewayStage.service(model);
    Script calls =
        Script.nothing()
            .role()
            .toolCall("call_1", "weather", "{\"city\":", "\"Köln\"}")
            .toolCall("call_2", "weather", "{\"city\":\"Bonn\"}")
            .finish(service.equals("openai") ? "tool_calls" : "tool_use")
            .done();
    stage.answer(service, calls);
    stage.answer(service, calls);

    for (ChatCompletion heard :
        List.of(
            streamed(client, withTool(model)),
            client.chat().completions().create(withTool(model)))) {
      List<ChatCompletionMessageToolCall> called =
          heard.choices().get(0).message().toolCalls().orElseThrow();
      assertThat(called).hasSize(2);
      assertThat(called.get(0).asFunction().id()).isEqualTo("call_1");
      assertThat(called.get(0).asFunction().function().arguments())
          .isEqualTo("{\"city\":\"Köln\"}");
      assertThat(called.get(1).asFunction().function().arguments())
          .isEqualTo("{\"city\":\"Bonn\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GatewayStage.GPT, GatewayStage.CLAUDE})
  void getsAnAnswerThatFollowsASchema(String model) {
    ResponseFormatJsonSchema.JsonSchema.Schema schema =
        ResponseFormatJsonSchema.JsonSchema.Schema.builder()
            .putAdditionalProperty("type", JsonValue.from("object"))
            .putAdditionalProperty(
                "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
            .putAdditionalProperty("required", JsonValue.from(List.of("city")))
            .putAdditionalProperty("additionalProperties", JsonValue.from(false))
            .build();
    ChatCompletion heard =
        client
            .chat()
            .completions()
            .create(
                hello(model)
                    .responseFormat(
                        ResponseFormatJsonSchema.builder()
                            .jsonSchema(
                                ResponseFormatJsonSchema.JsonSchema.builder()
                                    .name("place")
                                    .strict(true)
                                    .schema(schema)
                                    .build())
                            .build())
                    .build());

    assertThat(heard.choices().get(0).message().content().orElseThrow()).contains("\"city\"");
  }

  @Test
  void hasItsOwnClassForEachError() {
    Map<Trouble, Class<? extends OpenAIServiceException>> classes =
        Map.of(
            Trouble.INVALID_KEY, UnauthorizedException.class,
            Trouble.FORBIDDEN, PermissionDeniedException.class,
            Trouble.MODEL_NOT_FOUND, NotFoundException.class,
            Trouble.CONTEXT_TOO_LONG, BadRequestException.class,
            Trouble.RATE_LIMITED, RateLimitException.class,
            Trouble.OVERLOADED, InternalServerException.class);
    classes.forEach(
        (trouble, type) -> {
          stage.answer("openai", Script.refusing(trouble, "The service says no"));
          assertThatThrownBy(
                  () -> client.chat().completions().create(hello(GatewayStage.GPT).build()))
              .isInstanceOf(type)
              .hasMessageContaining("The service says no");

          stage.answer("openai", Script.refusing(trouble, "The service says no"));
          assertThatThrownBy(() -> streamed(client, hello(GatewayStage.GPT).build()))
              .isInstanceOf(type);
        });
  }

  @Test
  void triesAgainWhereTheServiceIsBusy() {
    stage.answer("openai", Script.refusing(Trouble.RATE_LIMITED, "Slow down"));
    stage.answer("openai", Script.answer("At last"));

    OpenAIClient patient = client(1);
    ChatCompletion heard = streamed(patient, hello(GatewayStage.GPT).build());
    patient.close();

    assertThat(heard.choices().get(0).message().content()).hasValue("At last");
  }

  @Test
  void anErrorInMidStreamIsAnError() {
    stage.answer("openai", Script.nothing().role().tokens("Hel").error("server_error", "Sorry"));

    assertThatThrownBy(() -> streamed(client, hello(GatewayStage.GPT).build()))
        .isInstanceOf(SseException.class)
        .hasMessageContaining("Sorry");
  }

  @Test
  void closingAStreamReachesTheService() {
    stage.answer("openai", Script.nothing().role().tokens("Hel", "lo").stayOpen());

    try (StreamResponse<ChatCompletionChunk> chunks =
        client.chat().completions().createStreaming(hello(GatewayStage.GPT).build())) {
      assertThat(chunks.stream().iterator().next()).isNotNull();
    }

    stage.last().awaitClosedByPeer();
  }

  @Test
  void listsTheModelsOfAllServices() {
    assertThat(client.models().list().autoPager().stream().map(model -> model.id()))
        .contains(GatewayStage.GPT)
        .anyMatch(name -> name.startsWith("anthropic/"));
  }
}
