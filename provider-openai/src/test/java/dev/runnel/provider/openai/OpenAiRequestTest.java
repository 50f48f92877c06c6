package dev.runnel.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
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
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiRequestTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
          + "\"required\":[\"city\"],\"additionalProperties\":false}";
  private static final Tool WEATHER = new Tool("weather", "Tells the weather", SCHEMA);
  private static final Tool CLOCK = new Tool("clock", "", "");

  private static ProviderUnderTest openai;

  @BeforeAll
  static void start() {
    openai = ProviderUnderTest.start("openai");
  }

  @AfterAll
  static void close() {
    openai.close();
  }

  /** The body as it came to the sandbox, which has found nothing wrong with it. */
  private static JsonNode sent(ChatRequest request, String... options) throws IOException {
    SentRequest sent = openai.sent(openai.connect(options), request);
    assertThat(sent.violations()).isEmpty();
    return last();
  }

  private static JsonNode last() {
    var exchanges = openai.sandbox().exchanges();
    return exchanges.get(exchanges.size() - 1).json();
  }

  @Test
  void theSmallestRequest() throws IOException {
    assertThat(sent(ChatRequest.of("Hi")))
        .isEqualTo(
            JSON.readTree(
                """
                {"model":"gpt-4.1-mini","messages":[{"role":"user","content":"Hi"}],
                 "stream":true,"stream_options":{"include_usage":true}}
                """));
  }

  @Test
  void theRichestRequest() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .model("gpt-4o")
            .message(
                new Message(
                    Role.SYSTEM,
                    List.of(new ContentPart.Text("Be "), new ContentPart.Text("brief."))))
            .message(
                new Message(
                    Role.USER,
                    List.of(
                        new ContentPart.Text("Where is this?"),
                        ContentPart.Image.of("image/png", new byte[] {1, 2, 3}),
                        ContentPart.Image.at(
                            "image/jpeg", URI.create("https://example.org/a.jpg")))))
            .message(
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentPart.Reasoning("Let me look.", null),
                        new ContentPart.Reasoning("Secret.", "anthropic:thinking:x"),
                        new ContentPart.Text("I will look it up."),
                        new ContentPart.ToolCall("call_1", "weather", "{\"city\":\"Ulm\"}"),
                        new ContentPart.ToolCall("call_2", "clock", ""))))
            .message(
                new Message(
                    Role.TOOL,
                    List.of(
                        new ContentPart.ToolResult("call_1", "rain", false),
                        new ContentPart.ToolResult("call_2", "no clock", true))))
            .assistant("It rains.")
            .user("And tomorrow?")
            .temperature(0.5)
            .topP(0.9)
            .maxTokens(100)
            .stop("END", "STOP")
            .seed(7L)
            .presencePenalty(0.25)
            .frequencyPenalty(-0.25)
            .tools(WEATHER, CLOCK)
            .toolChoice(ToolChoice.named("weather"))
            .responseFormat(new ResponseFormat.JsonSchema("place", SCHEMA, true))
            .build();

    assertThat(sent(request))
        .isEqualTo(
            JSON.readTree(
                """
                {"model":"gpt-4o","messages":[
                   {"role":"system","content":"Be brief."},
                   {"role":"user","content":[
                     {"type":"text","text":"Where is this?"},
                     {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},
                     {"type":"image_url","image_url":{"url":"https://example.org/a.jpg"}}]},
                   {"role":"assistant","content":"I will look it up.","tool_calls":[
                     {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Ulm\\"}"}},
                     {"id":"call_2","type":"function","function":{"name":"clock","arguments":"{}"}}]},
                   {"role":"tool","tool_call_id":"call_1","content":"rain"},
                   {"role":"tool","tool_call_id":"call_2","content":"no clock"},
                   {"role":"assistant","content":"It rains."},
                   {"role":"user","content":"And tomorrow?"}],
                 "stream":true,"stream_options":{"include_usage":true},
                 "temperature":0.5,"top_p":0.9,"presence_penalty":0.25,"frequency_penalty":-0.25,
                 "max_tokens":100,"seed":7,"stop":["END","STOP"],
                 "tools":[
                   {"type":"function","function":{"name":"weather","description":"Tells the weather","parameters":%1$s}},
                   {"type":"function","function":{"name":"clock"}}],
                 "tool_choice":{"type":"function","function":{"name":"weather"}},
                 "response_format":{"type":"json_schema","json_schema":{"name":"place","schema":%1$s,"strict":true}}}
                """
                    .formatted(SCHEMA)));
  }

  @Test
  void anAssistantThatOnlyCalledHasNoContent() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .user("Hi")
            .message(
                new Message(Role.ASSISTANT, List.of(new ContentPart.ToolCall("1", "clock", "{}"))))
            .message(Message.toolResult("1", "noon"))
            .tools(CLOCK)
            .build();

    assertThat(sent(request).at("/messages/1/content").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"REQUIRED, \"required\"", "NONE, \"none\"", "AUTO, ''"})
  void theToolChoice(String choice, String json) throws IOException {
    ToolChoice chosen =
        switch (choice) {
          case "REQUIRED" -> ToolChoice.REQUIRED;
          case "NONE" -> ToolChoice.NONE;
          default -> ToolChoice.AUTO;
        };

    JsonNode body = sent(ChatRequest.builder().user("Hi").tools(CLOCK).toolChoice(chosen).build());

    assertThat(body.path("tool_choice")).hasToString(json);
  }

  @Test
  void noToolsAreNotForbidden() throws IOException {
    JsonNode body = sent(ChatRequest.builder().user("Hi").toolChoice(ToolChoice.NONE).build());

    assertThat(body.has("tool_choice")).isFalse();
  }

  @Test
  void someJsonObject() throws IOException {
    ChatRequest request =
        ChatRequest.builder().user("As JSON").responseFormat(ResponseFormat.JSON_OBJECT).build();

    assertThat(sent(request).path("response_format")).hasToString("{\"type\":\"json_object\"}");
  }

  // ---- models that reason

  @Test
  void aModelThatReasonsGetsAnEffortADeveloperAndTheNewTokenLimit() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .model("o3")
            .system("Be brief.")
            .user("Hi")
            .maxTokens(50)
            .reasoningEffort(ReasoningEffort.HIGH)
            .build();

    assertThat(sent(request))
        .isEqualTo(
            JSON.readTree(
                """
                {"model":"o3","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}],
                 "stream":true,"stream_options":{"include_usage":true},
                 "max_completion_tokens":50,"reasoning_effort":"high"}
                """));
  }

  private static ChatRequest withSampling(String model) {
    return ChatRequest.builder()
        .model(model)
        .user("Hi")
        .temperature(0.5)
        .topP(0.5)
        .stop("x")
        .presencePenalty(1.0)
        .frequencyPenalty(1.0)
        .build();
  }

  @Test
  void whatAModelOfTheListDoesNotTakeIsDroppedByItsCapabilities() {
    Heard heard = openai.ask(withSampling("gpt-5"));

    assertThat(heard.completed().report().warnings())
        .hasSize(5)
        .allMatch(warning -> warning.kind() == Warning.Kind.DROPPED);
    assertThat(last().fieldNames())
        .toIterable()
        .containsExactly("model", "messages", "stream", "stream_options");
    assertThat(openai.ask(withSampling("gpt-5.4")).completed().report().warnings()).hasSize(3);
    assertThat(openai.ask(withSampling("gpt-4o")).completed().report().warnings()).isEmpty();
  }

  @Test
  void aModelThatNeverReasonsIsNotToldHowMuch() {
    ChatRequest request =
        ChatRequest.builder()
            .model("gpt-4o")
            .user("Hi")
            .reasoningEffort(ReasoningEffort.LOW)
            .build();

    assertThat(openai.ask(request).completed().report().warnings()).hasSize(1);
    assertThat(last().has("reasoning_effort")).isFalse();
    assertThat(Heard.from(openai.connect("models", "o3"), request).completed().report().warnings())
        .extracting(Warning::message)
        .containsExactly("'gpt-4o' does not take reasoning effort: dropped");
  }

  @Test
  void whatAModelThatReasonsDoesNotTakeIsDroppedAndSaidWhereNobodyHasListedIt() {
    Heard heard = Heard.from(openai.connect("models", "gpt-4o"), withSampling("gpt-5"));

    assertThat(heard.completed().report().warnings())
        .extracting(Warning::message)
        .containsExactly(
            "'gpt-5' does not take temperature: dropped",
            "'gpt-5' does not take top p: dropped",
            "'gpt-5' does not take presence penalty: dropped",
            "'gpt-5' does not take frequency penalty: dropped",
            "'gpt-5' does not take stop: dropped");
    assertThat(last().fieldNames())
        .toIterable()
        .containsExactly("model", "messages", "stream", "stream_options");
  }

  @Test
  void whatAModelThatReasonsDoesNotTakeIsRefusedWhereTheRequestIsStrict() {
    ChatRequest request =
        ChatRequest.builder().model("gpt-5").user("Hi").temperature(0.5).strict(true).build();

    ChatException failure = Heard.from(openai.connect("models", "gpt-4o"), request).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(failure).hasMessage("The request is strict, and 'gpt-5' does not take temperature");
  }

  @Test
  void theUsualValuesAreTakenByModelsThatNobodyHasListed() throws IOException {
    ChatRequest request =
        ChatRequest.builder().model("o3").user("Hi").temperature(1.0).presencePenalty(0.0).build();

    assertThat(sent(request, "models", "gpt-4o").path("temperature").asDouble()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt-5.4", "gpt-5.1", "gpt-4.1"})
  void aModelThatDoesNotThinkUnlessToldToTakesATemperature(String model) throws IOException {
    assertThat(
            sent(ChatRequest.builder().model(model).user("Hi").temperature(0.5).build())
                .path("temperature")
                .asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void aModelThatIsToldToThinkTakesNoTemperature() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .model("gpt-5.4")
            .user("Hi")
            .temperature(0.5)
            .reasoningEffort(ReasoningEffort.LOW)
            .build();

    assertThat(sent(request).has("temperature")).isFalse();
  }

  // ---- what cannot be said

  @Test
  void whatARoleCannotSayIsRefused() {
    ContentPart image = ContentPart.Image.of("image/png", new byte[] {1});
    ContentPart call = new ContentPart.ToolCall("1", "f", "{}");
    ContentPart result = new ContentPart.ToolResult("1", "x", false);
    ContentPart text = new ContentPart.Text("x");
    Map<Role, List<ContentPart>> wrong =
        Map.of(
            Role.SYSTEM, List.of(image, call),
            Role.USER, List.of(call, result),
            Role.ASSISTANT, List.of(image, result),
            Role.TOOL, List.of(text, image));
    int before = openai.sandbox().exchanges().size();

    wrong.forEach(
        (role, parts) ->
            parts.forEach(
                part -> {
                  ChatException failure =
                      openai
                          .ask(
                              ChatRequest.builder()
                                  .message(new Message(role, List.of(part)))
                                  .build())
                          .refused();
                  assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
                  assertThat(failure)
                      .hasMessage(
                          "A "
                              + role.wireName()
                              + " message cannot hold a "
                              + part.getClass().getSimpleName()
                              + " in this protocol");
                }));
    assertThat(openai.sandbox().exchanges()).hasSize(before);
  }

  // ---- extras

  @Test
  void extrasGoIntoTheBody() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .model("gpt-4o")
            .user("Hi")
            .extra("openai", "service_tier", "flex")
            .extra("openai", "metadata", Map.of("a", "b"))
            .extra("groq", "foo", "bar")
            .build();

    JsonNode body = sent(request);

    assertThat(body.path("service_tier").asText()).isEqualTo("flex");
    assertThat(body.path("metadata")).hasToString("{\"a\":\"b\"}");
    assertThat(body.has("foo")).isFalse();
  }

  /** Also where the server is asked for its models before: there nobody would hear of it. */
  @ParameterizedTest
  @ValueSource(strings = {"gpt-4o", ""})
  void whatIsNoJsonIsRefusedBeforeAnythingIsSent(String models) {
    ChatClient client = openai.connect("models", models);
    ChatRequest.Builder hi = ChatRequest.builder().user("Hi");

    ChatException tool = Heard.from(client, hi.tools(new Tool("x", "", "{")).build()).refused();
    ChatException format =
        Heard.from(
                client,
                ChatRequest.builder()
                    .user("Hi")
                    .responseFormat(new ResponseFormat.JsonSchema("x", "{", true))
                    .build())
            .refused();
    ChatException extra =
        Heard.from(
                client, ChatRequest.builder().user("Hi").extra("openai", "x", new Object()).build())
            .refused();

    assertThat(List.of(tool, format, extra))
        .extracting(ChatException::kind)
        .containsOnly(ErrorKind.INVALID_REQUEST);
    assertThat(tool).hasMessageStartingWith("The schema of the tool 'x' cannot be read as JSON");
    assertThat(format).hasMessageStartingWith("The schema of the answer cannot be read as JSON");
    assertThat(extra).hasMessageStartingWith("The extra 'x' cannot be sent");
  }

  @Test
  void anExtraGoesBeforeWhatTheRequestSaysAndThatIsTold() {
    ChatRequest request =
        ChatRequest.builder()
            .model("gpt-4o")
            .user("Hi")
            .temperature(0.5)
            .extra("openai", "temperature", 1.5)
            .extra("openai", "stream", false)
            .build();

    Heard heard = openai.ask(request);

    assertThat(heard.completed().report().warnings())
        .extracting(Warning::message)
        .containsExactly(
            "The extra 'stream' stands in for what would be sent otherwise",
            "The extra 'temperature' stands in for what would be sent otherwise");
    assertThat(last().path("temperature").asDouble()).isEqualTo(1.5);
    assertThat(last().has("stream_options")).isFalse();
    assertThat(heard.text()).isNotEmpty();
  }

  // ---- headers

  @Test
  void theKeyAndWhoIsBilled() {
    ChatClient client =
        openai.connect(
            "organization",
            "org-1",
            "project",
            "proj_1",
            "headers",
            "HTTP-Referer: https://example.org,X-Title: A\\, b");

    assertThat(openai.sent(client, ChatRequest.of("Hi")).headers())
        .isEqualTo(
            Map.of(
                "authorization", "Bearer " + ProviderUnderTest.KEY,
                "content-type", "application/json",
                "openai-organization", "org-1",
                "openai-project", "proj_1",
                "http-referer", "https://example.org",
                "x-title", "A, b"));
  }

  @Test
  void theKeyCanGoIntoAnotherHeader() {
    SentRequest sent = openai.sent(openai.connect("key-header", "api-key"), ChatRequest.of("Hi"));

    assertThat(sent.headers())
        .containsEntry("api-key", ProviderUnderTest.KEY)
        .doesNotContainKey("authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ""})
  void aSlashAfterTheBaseUrlMakesNoDifference(String slash) {
    String url = openai.sandbox().baseUrl("openai") + slash;

    assertThat(openai.sent(openai.connect("base-url", url), ChatRequest.of("Hi")).path())
        .isEqualTo("/v1/chat/completions");
  }

  // ---- what servers do otherwise

  @Test
  void theDeviationsOfServers() throws IOException {
    ChatRequest request =
        ChatRequest.builder()
            .model("gpt-4o")
            .system("Be brief.")
            .user("Hi")
            .maxTokens(5)
            .tools(WEATHER, CLOCK)
            .toolChoice(ToolChoice.named("clock"))
            .build();

    JsonNode body =
        sent(
            request,
            "max-tokens-field",
            "max_completion_tokens",
            "system-role",
            "developer",
            "stream-usage",
            "false",
            "named-tool",
            "required");

    assertThat(body)
        .isEqualTo(
            JSON.readTree(
                """
                {"model":"gpt-4o","messages":[{"role":"developer","content":"Be brief."},{"role":"user","content":"Hi"}],
                 "stream":true,"max_completion_tokens":5,
                 "tools":[{"type":"function","function":{"name":"clock"}}],"tool_choice":"required"}
                """));
  }

  @Test
  void aHeaderThatIsNoneIsNotShown() {
    assertThatThrownBy(() -> openai.connect("headers", "x-token sk-123"))
        .hasMessageContaining("'x-token'")
        .hasMessageNotContaining("sk-123");
  }

  @Test
  void theSeedCanHaveAnotherName() {
    openai.sandbox().on("openai").asUsual();
    openai.sent(
        openai.connect("seed-field", "random_seed"),
        ChatRequest.builder().user("Hi").seed(7L).build());

    assertThat(last().path("random_seed").asLong()).isEqualTo(7);
    assertThat(last().has("seed")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasoning_content", "reasoning"})
  void reasoningIsGivenBackBesideToolCallsWhereThatIsWanted(String field) {
    ChatRequest request =
        ChatRequest.builder()
            .user("Hi")
            .message(
                new Message(
                    Role.ASSISTANT,
                    List.of(new ContentPart.Reasoning("Hm.", null), new ContentPart.Text("Hello"))))
            .user("And?")
            .message(
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentPart.Reasoning("Oh.", null),
                        new ContentPart.Reasoning("No.", "gemini:x"),
                        new ContentPart.ToolCall("1", "clock", "{}"))))
            .message(Message.toolResult("1", "noon"))
            .tools(CLOCK)
            .build();

    openai.sent(openai.connect("reasoning-back", field), request);

    assertThat(last().at("/messages/1").has(field)).isFalse();
    assertThat(last().at("/messages/3/" + field).asText()).isEqualTo("Oh.");
  }

  @Test
  void whatAServerLacksIsRefusedAndWhatItIgnoresIsDropped() {
    ChatClient client = openai.connect("lacks", "json-schema,images", "ignores", "seed");
    ChatRequest schema =
        ChatRequest.builder()
            .user("Hi")
            .responseFormat(new ResponseFormat.JsonSchema("x", SCHEMA, true))
            .build();

    assertThat(Heard.from(client, schema).refused())
        .hasMessage("'openai' does not take a JSON schema for its answer");
    openai.sandbox().on("openai").next(Script.answer("Hi"));
    assertThat(
            Heard.from(client, ChatRequest.builder().user("Hi").seed(1L).build())
                .completed()
                .report()
                .warnings())
        .extracting(Warning::message)
        .containsExactly("'openai' does not honour seed: dropped");
    assertThat(last().has("seed")).isFalse();
  }
}
