package dev.runnel.provider.ollama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Role;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Warning;
import dev.runnel.http.json.JsonView;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, byte for byte. */
class ChatBodyTest {
  private static final Settings PLAIN = new Settings(Optional.empty(), Optional.empty(), true);
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";
  private static final Tool WEATHER = new Tool("get_weather", "Tells the weather", SCHEMA);

  private final List<Warning> warnings = new ArrayList<>();

  private String body(ChatRequest request) {
    return body(request, PLAIN);
  }

  private String body(ChatRequest request, Settings settings) {
    return ChatBody.of(request, "llama3.2", settings, request.extras("ollama"), warnings::add)
        .toString();
  }

  private static ChatRequest.Builder hi() {
    return ChatRequest.builder().user("Hi");
  }

  @Test
  void aPlainRequestSaysNoMoreThanItMust() {
    assertThat(body(hi().build()))
        .isEqualTo(
            "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"stream\":true}");
  }

  @Test
  void everySettingHasItsPlace() {
    ChatRequest request =
        hi().temperature(0.5)
            .topP(0.9)
            .maxTokens(100)
            .stop("END", "\n\n")
            .seed(42L)
            .presencePenalty(1.5)
            .frequencyPenalty(-0.5)
            .reasoningEffort(ReasoningEffort.MEDIUM)
            .build();
    Settings settings = new Settings(Optional.of(new KeepAlive("10m")), Optional.of(8192L), false);
    assertThat(body(request, settings))
        .isEqualTo(
            "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"think\":\"medium\",\"options\":{\"temperature\":0.5,\"top_p\":0.9,"
                + "\"num_predict\":100,\"stop\":[\"END\",\"\\n\\n\"],\"seed\":42,"
                + "\"presence_penalty\":1.5,\"frequency_penalty\":-0.5,\"num_ctx\":8192},"
                + "\"keep_alive\":\"10m\",\"truncate\":false,\"stream\":true}");
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest(name = "{0} is sent as {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "NONE, false",
        "MINIMAL, \"low\"",
        "LOW, \"low\"",
        "MEDIUM, \"medium\"",
        "HIGH, \"high\""
      })
  void effortIsThinking(ReasoningEffort effort, String think) {
    assertThat(body(hi().reasoningEffort(effort).build())).contains("\"think\":" + think);
  }

  @ParameterizedTest(name = "{0} is sent as {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {"300, 300", "0, 0", "-1, -1", "5m, \"5m\"", "1h30m, \"1h30m\"", "-1m, \"-1m\""})
  void aKeepAliveWithoutUnitIsANumber(String text, String sent) {
    Settings settings =
        new Settings(Optional.of(new KeepAlive(KeepAlive.check(text))), Optional.empty(), true);
    assertThat(body(hi().build(), settings)).contains("\"keep_alive\":" + sent + ",");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "5 minutes", "1d", "m", "1.5"})
  void aKeepAliveThatOllamaWouldNotTakeIsRefused(String text) {
    IllegalArgumentException refused =
        catchThrowableOfType(IllegalArgumentException.class, () -> KeepAlive.check(text));
    assertThat(refused)
        .hasMessage("expected seconds or a time such as 10m, 1h30m, 0 or -1, got '" + text + "'");
  }

  @Test
  void imagesStandBesideTheTextInBase64() {
    ChatRequest request =
        ChatRequest.builder()
            .message(
                new Message(
                    Role.USER,
                    List.of(
                        new ContentPart.Text("What is "),
                        ContentPart.Image.of("image/png", "png?".getBytes(UTF_8)),
                        new ContentPart.Text("this?"),
                        ContentPart.Image.of("image/jpeg", new byte[] {1, 2, 3}))))
            .build();
    assertThat(body(request))
        .contains(
            "{\"role\":\"user\",\"content\":\"What is this?\",\"images\":[\"cG5nPw==\",\"AQID\"]}");
  }

  @Test
  void aToolRoundIsGivenBackWhole() {
    ChatRequest request =
        ChatRequest.builder()
            .system("Be brief")
            .user("Weather in Rome and Oslo?")
            .message(
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentPart.Reasoning("two calls", Thinking.SIGNATURE),
                        new ContentPart.Reasoning("not ours", "anthropic:thinking:x"),
                        new ContentPart.Reasoning("nobody's", null),
                        new ContentPart.Text("I look"),
                        new ContentPart.ToolCall("a", "get_weather", "{\"city\": \"Rome\"}"),
                        new ContentPart.ToolCall("b", "get_time", ""))))
            .message(
                new Message(
                    Role.TOOL,
                    List.of(
                        new ContentPart.ToolResult("a", "sunny", false),
                        new ContentPart.ToolResult("b", "no clock", true))))
            .message(Message.toolResult("unknown", "?"))
            .tools(WEATHER)
            .build();
    assertThat(body(request))
        .isEqualTo(
            "{\"model\":\"llama3.2\",\"messages\":["
                + "{\"role\":\"system\",\"content\":\"Be brief\"},"
                + "{\"role\":\"user\",\"content\":\"Weather in Rome and Oslo?\"},"
                + "{\"role\":\"assistant\",\"content\":\"I look\",\"thinking\":\"two calls\","
                + "\"tool_calls\":["
                + "{\"id\":\"a\",\"function\":{\"index\":0,\"name\":\"get_weather\","
                + "\"arguments\":{\"city\": \"Rome\"}}},"
                + "{\"id\":\"b\",\"function\":{\"index\":1,\"name\":\"get_time\","
                + "\"arguments\":{}}}]},"
                + "{\"role\":\"tool\",\"content\":\"sunny\",\"tool_name\":\"get_weather\","
                + "\"tool_call_id\":\"a\"},"
                + "{\"role\":\"tool\",\"content\":\"no clock\",\"tool_name\":\"get_time\","
                + "\"tool_call_id\":\"b\"},"
                + "{\"role\":\"tool\",\"content\":\"?\",\"tool_call_id\":\"unknown\"}],"
                + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                + "\"description\":\"Tells the weather\",\"parameters\":"
                + SCHEMA
                + "}}],\"stream\":true}");
  }

  @Test
  void aToolWithoutDescriptionHasNone() {
    String body = body(hi().tools(new Tool("now", "", "{\"type\":\"object\"}")).build());
    assertThat(body)
        .contains("{\"name\":\"now\",\"parameters\":{\"type\":\"object\"}}")
        .doesNotContain("description");
  }

  @Test
  void aToolWithoutASchemaTakesNoArguments() {
    assertThat(body(hi().tools(new Tool("now", "", "")).build()))
        .contains("{\"name\":\"now\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}");
  }

  @Test
  void whereNoToolMayBeCalledNoneIsOffered() {
    assertThat(body(hi().tools(WEATHER).toolChoice(ToolChoice.NONE).build()))
        .doesNotContain("tools");
  }

  @Test
  void aCallCannotBeDemanded() {
    for (ToolChoice choice : List.of(ToolChoice.REQUIRED, ToolChoice.named("get_weather"))) {
      ChatException refused = refused(hi().tools(WEATHER).toolChoice(choice).build());
      assertThat(refused).hasMessage("Ollama has no way to demand that a tool is called");
      assertThat(refused.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    }
  }

  @Test
  void jsonIsAFormAndSoIsASchema() {
    assertThat(body(hi().responseFormat(ResponseFormat.JSON_OBJECT).build()))
        .contains("\"format\":\"json\"");
    assertThat(
            body(hi().responseFormat(new ResponseFormat.JsonSchema("city", SCHEMA, true)).build()))
        .contains("\"format\":" + SCHEMA);
    assertThat(body(hi().responseFormat(ResponseFormat.TEXT).build())).doesNotContain("format");
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsName() {
    assertThat(
            refused(
                hi().responseFormat(new ResponseFormat.JsonSchema("city", "{oops", true)).build()))
        .hasMessageStartingWith("The schema 'city' cannot be read as JSON");
    assertThat(refused(hi().tools(new Tool("now", "", "{oops")).build()))
        .hasMessageStartingWith("The parameters of the tool 'now' cannot be read as JSON");
    for (String arguments : List.of("{oops", "[1]", "\"x\"")) {
      assertThat(
              refused(
                  hi().message(
                          new Message(
                              Role.ASSISTANT,
                              List.of(new ContentPart.ToolCall("a", "now", arguments))))
                      .build()))
          .hasMessage("The arguments of the tool call 'a' are no JSON object");
    }
  }

  @Test
  void anImageByAddressIsRefusedSinceOllamaFetchesNothing() {
    ChatRequest request =
        ChatRequest.builder()
            .message(
                new Message(
                    Role.USER,
                    List.of(ContentPart.Image.at("image/png", URI.create("https://a.example/b")))))
            .build();
    ChatException refused = refused(request);
    assertThat(refused)
        .hasMessage("Ollama takes images by their bytes, not by address: https://a.example/b");
    assertThat(refused.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    assertThat(refused.nextStep())
        .hasValue("Fetch the image and send its bytes, or ask another service");
  }

  @Test
  void extrasGoAlongAndOptionsAmongThemJoinTheDriversOwn() {
    ChatRequest request =
        hi().temperature(0.5)
            .extra("ollama", "logprobs", true)
            .extra("ollama", "options", Map.of("top_k", 20))
            .extra("other", "x", 1)
            .build();
    assertThat(body(request))
        .isEqualTo(
            "{\"model\":\"llama3.2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],"
                + "\"options\":{\"temperature\":0.5,\"top_k\":20},\"stream\":true,"
                + "\"logprobs\":true}");
    assertThat(warnings).isEmpty();
  }

  @Test
  void anExtraReplacesWhatTheDriverWouldSayAndItIsSaid() {
    ChatRequest request =
        hi().temperature(0.5)
            .reasoningEffort(ReasoningEffort.LOW)
            .extra("ollama", "think", true)
            .extra("ollama", "options", Map.of("temperature", 1))
            .build();
    JsonView body = JsonView.parse(body(request));
    assertThat(body.get("think").asBoolean(false)).isTrue();
    assertThat(body.get("options").get("temperature").asLong(0)).isEqualTo(1);
    assertThat(warnings)
        .extracting(Warning::message)
        .containsExactly(
            "The request's extra 'think' replaces what the request says of it",
            "The request's extra 'options.temperature' replaces what the request says of it");
  }

  @Test
  void anExtraThatIsNoJsonIsRefused() {
    assertThat(refused(hi().extra("ollama", "x", new Object()).build()))
        .hasMessageStartingWith("The request's extra 'x' cannot be sent");
  }

  private ChatException refused(ChatRequest request) {
    ChatException refused = catchThrowableOfType(ChatException.class, () -> body(request));
    assertThat(refused.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    return refused;
  }
}
