package dev.runnel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.script.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GeminiTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String WHOLE = "gemini-flash-latest:generateContent";
  private static final String ARRAY = "gemini-flash-latest:streamGenerateContent";

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aStreamIsEventsWithACandidateEach() throws IOException {
    sandbox.next(
        Script.nothing()
            .tokens("Hel", "lo")
            .finish("stop")
            .usage(Tokens.of(9, 4).cached(3).reasoning(2))
            .done());

    List<JsonNode> events = events(Ask.gemini("Hi"));

    assertThat(events).hasSize(4);
    assertThat(events.get(0).at("/candidates/0"))
        .hasToString(
            "{\"content\":{\"parts\":[{\"text\":\"Hel\"}],\"role\":\"model\"},\"index\":0}");
    assertThat(events.get(2).at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
    assertThat(events)
        .extracting(event -> event.path("modelVersion").asText())
        .containsOnly("gemini-flash-latest");
    assertThat(events)
        .extracting(event -> event.path("responseId").asText())
        .hasSize(4)
        .containsOnly(events.get(0).path("responseId").asText());
    JsonNode usage = events.get(3).path("usageMetadata");
    assertThat(usage.path("promptTokenCount").asInt()).isEqualTo(9);
    assertThat(usage.path("cachedContentTokenCount").asInt()).isEqualTo(3);
    assertThat(usage.path("candidatesTokenCount").asInt()).isEqualTo(2);
    assertThat(usage.path("thoughtsTokenCount").asInt()).isEqualTo(2);
    assertThat(usage.path("totalTokenCount").asInt()).isEqualTo(13);
  }

  @Test
  void withoutAltTheStreamIsOneArray() throws IOException {
    sandbox.next(Script.answer("Hel", "lo"));

    RawClient.Answer answer = RawClient.ask(sandbox, Ask.gemini(ARRAY, "Hi"));

    assertThat(answer.headers()).containsEntry("content-type", "application/json; charset=UTF-8");
    JsonNode array = JSON.readTree(answer.text());
    assertThat(array).hasSize(4);
    assertThat(array.at("/2/candidates/0/content/parts/0/text").asText()).isEqualTo("lo");
  }

  @Test
  void aWholeAnswerIsOneDocument() throws IOException {
    sandbox.next(
        Script.nothing()
            .reasoning("Hm.")
            .signature("c2ln")
            .tokens("Hel", "lo")
            .toolCall("1", "add", "{\"a\":", "1}")
            .finish("tool_calls")
            .usage(9, 4)
            .done());

    JsonNode answer = JSON.readTree(RawClient.ask(sandbox, Ask.gemini(WHOLE, "Hi")).text());

    assertThat(answer.at("/candidates/0"))
        .isEqualTo(
            JSON.readTree(
                """
                {"content":{"parts":[
                  {"text":"Hm.","thought":true},
                  {"text":"Hello","thoughtSignature":"c2ln"},
                  {"functionCall":{"name":"add","args":{"a":1},"id":"1"},
                   "thoughtSignature":"c2FuZGJveCBzaWduYXR1cmU"}
                ],"role":"model"},"finishReason":"STOP","index":0}
                """));
    assertThat(answer.at("/usageMetadata/totalTokenCount").asInt()).isEqualTo(13);
  }

  @Test
  void theFirstCallIsSignedAndOthersAreNot() throws IOException {
    sandbox.next(
        Script.nothing().toolCall("1", "now").toolCall("2", "now").finish("tool_calls").done());

    List<JsonNode> events = events(Ask.gemini("Hi"));

    assertThat(events.get(0).at("/candidates/0/content/parts/0"))
        .hasToString(
            "{\"functionCall\":{\"name\":\"now\",\"args\":{},\"id\":\"1\"},"
                + "\"thoughtSignature\":\"c2FuZGJveCBzaWduYXR1cmU\"}");
    assertThat(events.get(1).at("/candidates/0/content/parts/0").has("thoughtSignature")).isFalse();
  }

  @Test
  void aSignatureWithNothingAfterItComesOnAnEmptyText() throws IOException {
    sandbox.next(Script.nothing().tokens("Hi").signature("c2ln").finish("length").done());

    JsonNode last = events(Ask.gemini("Hi")).get(1).at("/candidates/0");

    assertThat(last.at("/content/parts/0"))
        .hasToString("{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}");
    assertThat(last.path("finishReason").asText()).isEqualTo("MAX_TOKENS");
  }

  @Test
  void unscriptedItTalksThinksCallsAndFollowsSchemas() throws IOException {
    String schema =
        "{\"type\":\"OBJECT\",\"properties\":{\"n\":{\"type\":\"INTEGER\"}},"
            + "\"required\":[\"n\"]}";
    Ask thinking =
        Ask.gemini("I feel sad")
            .body(b -> config(b).putObject("thinkingConfig").put("includeThoughts", true));
    assertThat(events(thinking).get(1).at("/candidates/0/content/parts/0/thought").asBoolean())
        .isTrue();

    Ask structured =
        Ask.gemini(WHOLE, "Hi")
            .body(
                b -> {
                  config(b).put("responseMimeType", "application/json");
                  config(b).set("responseSchema", parsed(schema));
                });
    JsonNode answer = JSON.readTree(RawClient.ask(sandbox, structured).text());
    assertThat(answer.at("/candidates/0/content/parts/0/text").asText()).isEqualTo("{\"n\":0}");

    Ask tools =
        Ask.gemini(WHOLE, "Hi")
            .body(
                b -> {
                  declare(b, "add").set("parametersJsonSchema", parsed(schema.toLowerCase()));
                  b.putObject("toolConfig").putObject("functionCallingConfig").put("mode", "ANY");
                });
    JsonNode call = JSON.readTree(RawClient.ask(sandbox, tools).text());
    assertThat(call.at("/candidates/0/content/parts/0/functionCall/args")).hasToString("{\"n\":0}");
    assertThat(sandbox.violations()).isEmpty();
  }

  @Test
  void namesInSnakeCaseAreTheSameNames() throws IOException {
    Ask ask = Ask.gemini("Hi").body(b -> b.putObject("generation_config").put("top_p", 0.5));

    assertThat(RawClient.ask(sandbox, ask).status()).isEqualTo(200);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            "Unknown name \"frequency\" at 'generation_config'",
            b -> config(b).put("frequency", 1)),
        wrong(
            "Invalid value at 'generation_config.temperature' (TYPE_FLOAT), \"hot\"",
            b -> config(b).put("temperature", "hot")),
        wrong("temperature must be in the range", b -> config(b).put("temperature", 3)),
        wrong(
            "Penalty is not enabled for models/gemini-flash-latest",
            b -> config(b).put("presencePenalty", 1)),
        wrong("contents is not specified", b -> b.remove("contents")),
        wrong("'contents' should be a list", b -> b.putObject("contents")),
        wrong(
            "contents.parts must not be empty",
            b -> ((ObjectNode) b.at("/contents/0")).putArray("parts")),
        wrong("Please use a valid role", b -> ((ObjectNode) b.at("/contents/0")).put("role", "ai")),
        wrong("end with a user role", b -> ((ObjectNode) b.at("/contents/0")).put("role", "model")),
        wrong(
            "required oneof field 'data'",
            b -> ((ObjectNode) b.at("/contents/0/parts/0")).remove("text")),
        wrong("application/json", b -> config(b).putObject("responseJsonSchema")),
        wrong(
            "stop sequences",
            b -> {
              var stops = config(b).putArray("stopSequences");
              List.of("1", "2", "3", "4", "5", "6").forEach(stops::add);
            }),
        wrong(
            "only one of thinking budget and thinking level",
            b ->
                config(b)
                    .putObject("thinkingConfig")
                    .put("thinkingBudget", 1)
                    .put("thinkingLevel", "LOW")),
        wrong(
            "Thinking level MINIMAL is not supported",
            b -> config(b).putObject("thinkingConfig").put("thinkingLevel", "MINIMAL")),
        wrong("Invalid function name 'a b'", b -> declare(b, "a b")),
        wrong(
            "no function_declarations",
            b -> b.putObject("toolConfig").putObject("functionCallingConfig").put("mode", "ANY")),
        wrong(
            "is not a declared function",
            b -> {
              declare(b, "add");
              b.putObject("toolConfig")
                  .putObject("functionCallingConfig")
                  .put("mode", "ANY")
                  .putArray("allowedFunctionNames")
                  .add("sub");
            }));
  }

  private static Arguments wrong(String message, Consumer<ObjectNode> bend) {
    return Arguments.of(message, bend);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void whatIsWrongIsRefusedInTheServicesForm(String message, Consumer<ObjectNode> bend)
      throws IOException {
    RawClient.Answer answer = RawClient.ask(sandbox, Ask.gemini("Hi").body(bend));

    assertThat(answer.status()).isEqualTo(400);
    JsonNode error = JSON.readTree(answer.text()).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(400);
    assertThat(error.path("status").asText()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.path("message").asText()).contains(message);
    assertThat(sandbox.violations()).hasSize(1);
  }

  @Test
  void aCallComesBackWithItsSignatureAndItsResult() throws IOException {
    assertThat(message(round("1", true))).isEmpty();
    assertThat(message(round("1", false)))
        .startsWith("Function call is missing a thought_signature in functionCall parts.");
    assertThat(message(round("2", true))).contains("the id and name of its call");
    assertThat(
            message(
                Ask.gemini("Hi")
                    .content(
                        "model", p -> p.addObject().putObject("functionCall").put("name", "now"))))
        .contains("the number of function response parts is equal");
  }

  private static Ask round(String resultId, boolean signed) {
    return Ask.gemini("Hi")
        .content(
            "model",
            parts -> {
              ObjectNode part = parts.addObject();
              part.putObject("functionCall").put("id", "1").put("name", "now").putObject("args");
              if (signed) {
                part.put("thoughtSignature", "c2ln");
              }
            })
        .content(
            "user",
            parts ->
                parts
                    .addObject()
                    .putObject("functionResponse")
                    .put("id", resultId)
                    .put("name", "now")
                    .putObject("response")
                    .put("output", "noon"));
  }

  private String message(Ask ask) throws IOException {
    return JSON.readTree(
            RawClient.ask(sandbox, ask).text().replaceFirst("^data: .*\\R(?s:.*)", "{}"))
        .at("/error/message")
        .asText();
  }

  @Test
  void aKeyIsDemandedAndCheckedWhereItIsKnown() throws IOException {
    RawClient.Answer none = RawClient.ask(sandbox, Ask.gemini("Hi").header("x-goog-api-key", null));
    assertThat(none.status()).isEqualTo(403);
    assertThat(none.text()).contains("unregistered callers", "PERMISSION_DENIED");

    try (Sandbox strict = Sandbox.builder().geminiKey("right").start()) {
      RawClient.Answer wrong = RawClient.ask(strict, Ask.gemini("Hi"));
      assertThat(wrong.status()).isEqualTo(400);
      assertThat(JSON.readTree(wrong.text()).at("/error/details/0/reason").asText())
          .isEqualTo("API_KEY_INVALID");
      assertThat(wrong.text()).doesNotContain("sandbox-key").doesNotContain("right");
      Ask right = Ask.gemini("Hi").header("x-goog-api-key", "right");
      assertThat(RawClient.ask(strict, right).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_KEY, 400, INVALID_ARGUMENT, API_KEY_INVALID",
    "RATE_LIMITED, 429, RESOURCE_EXHAUSTED, PerMinute",
    "OUT_OF_QUOTA, 429, RESOURCE_EXHAUSTED, PerDay",
    "CONTEXT_TOO_LONG, 400, INVALID_ARGUMENT, exceeds the maximum number of tokens",
    "MODEL_NOT_FOUND, 404, NOT_FOUND, is not found for API version v1beta",
    "SERVER_ERROR, 500, INTERNAL, Oops",
    "OVERLOADED, 503, UNAVAILABLE, Oops"
  })
  void troublesHaveTheServicesForm(Trouble trouble, int status, String name, String detail)
      throws IOException {
    sandbox.next(Script.refusing(trouble, "Oops"));
    RawClient.Answer answer = RawClient.ask(sandbox, Ask.gemini("Hi"));

    assertThat(answer.status()).isEqualTo(status);
    JsonNode error = JSON.readTree(answer.text()).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(status);
    assertThat(error.path("status").asText()).isEqualTo(name);
    assertThat(answer.text()).contains(detail);
  }

  @Test
  void inMidStreamAnErrorIsAnEventOnOneLine() throws IOException {
    sandbox.next(Script.nothing().tokens("Hel").error(Trouble.OVERLOADED, "Oops"));

    List<JsonNode> events = events(Ask.gemini("Hi"));

    assertThat(events).hasSize(2);
    assertThat(events.get(1).at("/error/status").asText()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void whereAnArrayWasDueTheErrorIsInOne() throws IOException {
    sandbox.next(Script.refusing(Trouble.OVERLOADED, "Oops"));

    JsonNode answer = JSON.readTree(RawClient.ask(sandbox, Ask.gemini(ARRAY, "Hi")).text());

    assertThat(answer.at("/0/error/status").asText()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void theListOfModelsComesInPages() throws IOException {
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      String query = "?pageSize=5" + (token.isEmpty() ? "" : "&pageToken=" + token);
      JsonNode page = get("/v1beta/models" + query);
      assertThat(page.path("models").size()).isBetween(1, 5);
      page.path("models").forEach(model -> names.add(model.path("name").asText()));
      token = page.path("nextPageToken").asText();
    } while (!token.isEmpty());

    assertThat(names)
        .startsWith("models/gemini-flash-latest")
        .endsWith("models/gemini-embedding-001")
        .doesNotHaveDuplicates();
    assertThat(get("/v1beta/models/gemini-2.5-pro").path("thinking").asBoolean()).isTrue();
    assertThat(get("/v1beta/models/gemini-9").at("/error/status").asText()).isEqualTo("NOT_FOUND");
  }

  private JsonNode get(String path) throws IOException {
    Ask ask = Ask.gemini("").path(path).method("GET").withoutBody();
    return JSON.readTree(RawClient.ask(sandbox, ask).text());
  }

  private List<JsonNode> events(Ask ask) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : RawClient.ask(sandbox, ask).text().lines().toList()) {
      if (line.startsWith("data: ")) {
        events.add(JSON.readTree(line.substring("data: ".length())));
      }
    }
    return events;
  }

  private static ObjectNode config(ObjectNode body) {
    return body.withObject("/generationConfig");
  }

  private static ObjectNode declare(ObjectNode body, String name) {
    return body.putArray("tools")
        .addObject()
        .putArray("functionDeclarations")
        .addObject()
        .put("name", name);
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
