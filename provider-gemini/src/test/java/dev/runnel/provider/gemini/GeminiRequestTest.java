package dev.runnel.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.runnel.http.json.JsonView;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out, word for word, and what of a request cannot. */
class GeminiRequestTest {
  private final List<Warning> warnings = new ArrayList<>();

  private JsonView body(ChatRequest request) {
    return body(request, false);
  }

  private JsonView body(ChatRequest request, boolean thoughts) {
    RequestBody body =
        new RequestBody(
            request,
            ModelName.of(request.model().orElse("gemini-flash-latest")),
            request.extras("gemini"),
            thoughts,
            parameter -> true,
            new Shortfall(request, warnings::add));
    return JsonView.parse(body.write().toString());
  }

  private void goesOut(ChatRequest request, String json) {
    assertThat(body(request)).isEqualTo(JsonView.parse(json));
    assertThat(warnings).isEmpty();
  }

  private static ChatRequest.Builder saying(Message... messages) {
    return ChatRequest.builder().messages(List.of(messages));
  }

  /** The guard knows the model by its own name only, and has told nothing. */
  @Test
  void whatAModelUnderItsLongNameDoesNotTakeIsToldOfHere() {
    ChatRequest request =
        ChatRequest.builder()
            .model("models/gemini-4-argon")
            .user("Hi")
            .temperature(0.5)
            .topP(0.5)
            .build();
    RequestBody body =
        new RequestBody(
            request,
            ModelName.of("models/gemini-4-argon"),
            Map.of(),
            false,
            parameter ->
                GeminiDriver.capabilities(List.of("gemini-4-argon"))
                    .honours("gemini-4-argon", parameter),
            new Shortfall(request, warnings::add));

    assertThat(JsonView.parse(body.write().toString()).names()).containsExactly("contents");
    assertThat(warnings)
        .extracting(Warning::message)
        .containsExactly(
            "'gemini-4-argon' does not honour temperature: dropped",
            "'gemini-4-argon' does not honour top p: dropped");
  }

  // ---- the conversation ----

  @Test
  void aSingleQuestion() {
    goesOut(
        ChatRequest.of("Hi"), "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}");
  }

  @Test
  void systemMessagesStandApartWhereverTheyStood() {
    goesOut(
        saying(
                Message.system("Be brief."),
                Message.user("Hi"),
                Message.assistant("Hello"),
                Message.system("Rhyme."),
                Message.user("More"))
            .build(),
        """
        {"contents":[
          {"role":"user","parts":[{"text":"Hi"}]},
          {"role":"model","parts":[{"text":"Hello"}]},
          {"role":"user","parts":[{"text":"More"}]}],
         "systemInstruction":{"parts":[{"text":"Be brief."},{"text":"Rhyme."}]}}
        """);
  }

  @Test
  void imagesByBytesAndByAddress() {
    goesOut(
        saying(
                new Message(
                    Role.USER,
                    List.of(
                        new ContentPart.Text("Compare"),
                        ContentPart.Image.of("image/png", new byte[] {1, 2, 3}),
                        ContentPart.Image.at(
                            "image/jpeg", URI.create("https://example.org/cat.jpg")))))
            .build(),
        """
        {"contents":[{"role":"user","parts":[
          {"text":"Compare"},
          {"inlineData":{"mimeType":"image/png","data":"AQID"}},
          {"fileData":{"mimeType":"image/jpeg","fileUri":"https://example.org/cat.jpg"}}]}]}
        """);
  }

  @Test
  void aRoundOfToolsWithTheSignatureOnTheCallItCameWith() {
    goesOut(
        saying(
                Message.user("Weather?"),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentPart.Reasoning("I should look.", "gemini:c2ln"),
                        new ContentPart.ToolCall("a1", "weather", "{\"city\":\"Bern\"}"),
                        new ContentPart.ToolCall("b2", "now", ""))),
                Message.toolResult("a1", "{\"celsius\":21}"),
                new Message(Role.TOOL, List.of(new ContentPart.ToolResult("b2", "No clock", true))))
            .build(),
        """
        {"contents":[
          {"role":"user","parts":[{"text":"Weather?"}]},
          {"role":"model","parts":[
            {"functionCall":{"id":"a1","name":"weather","args":{"city":"Bern"}},
             "thoughtSignature":"c2ln"},
            {"functionCall":{"id":"b2","name":"now","args":{}}}]},
          {"role":"user","parts":[
            {"functionResponse":{"id":"a1","name":"weather","response":{"celsius":21}}},
            {"functionResponse":{"id":"b2","name":"now","response":{"error":"No clock"}}}]}]}
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noon        | {\"output\":\"noon\"}",
        "[1,2]       | {\"output\":[1,2]}",
        "{\"output\":\"x\",\"exit\":3} | {\"output\":{\"output\":\"x\",\"exit\":3}}",
        "{\"error\":null,\"a\":1} | {\"output\":{\"error\":null,\"a\":1}}",
        "12          | {\"output\":\"12\"}",
        "{\"a\":1}   | {\"a\":1}",
        "{broken     | {\"output\":\"{broken\"}"
      })
  void aResultIsAnObject(String content, String response) {
    ChatRequest request =
        saying(
                Message.user("Time?"),
                new Message(Role.ASSISTANT, List.of(new ContentPart.ToolCall("a1", "now", "{}"))),
                Message.toolResult("a1", content))
            .build();

    assertThat(
            body(request)
                .get("contents")
                .at(2)
                .get("parts")
                .at(0)
                .get("functionResponse")
                .get("response"))
        .isEqualTo(JsonView.parse(response));
  }

  @Test
  void idsThatTheServiceNeverGaveAreNotSentBack() {
    String id = new ToolCallIds().next("r-1", 0);
    JsonView contents =
        body(saying(
                    Message.user("Time?"),
                    new Message(Role.ASSISTANT, List.of(new ContentPart.ToolCall(id, "now", "{}"))),
                    Message.toolResult(id, "noon"))
                .model("gemini-2.5-flash")
                .build())
            .get("contents");

    assertThat(contents.at(1).get("parts").at(0))
        .hasToString("{\"functionCall\":{\"name\":\"now\",\"args\":{}}}");
    assertThat(contents.at(2).get("parts").at(0))
        .hasToString(
            "{\"functionResponse\":{\"name\":\"now\",\"response\":{\"output\":\"noon\"}}}");
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-flash-latest, true",
    "gemini-4-argon, true",
    "gemini-3.1-pro-preview, true",
    "gemini-2.5-pro, false",
    "gemma-3-27b-it, false"
  })
  void aCallOfAnotherServiceIsMarkedAsSuchWhereTheModelDemandsASignature(
      String model, boolean marked) {
    ChatRequest request =
        saying(
                Message.user("Time?"),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentPart.Reasoning("Hm", "anthropic:thinking:abc"),
                        new ContentPart.ToolCall("call_1", "now", "{}"),
                        new ContentPart.ToolCall("call_2", "now", "{}"))),
                Message.toolResult("call_1", "noon"),
                Message.toolResult("call_2", "noon"))
            .model(model)
            .build();

    JsonView parts = body(request).get("contents").at(1).get("parts");

    assertThat(parts.at(0).get("thoughtSignature").text())
        .isEqualTo(marked ? "skip_thought_signature_validator" : null);
    assertThat(parts.at(1).get("thoughtSignature").isPresent()).isFalse();
    assertThat(parts.size()).isEqualTo(2);
  }

  @Test
  void signaturesGoBackToWhereTheyWere() {
    goesOut(
        saying(
                Message.user("Hi"),
                new Message(
                    Role.ASSISTANT,
                    List.of(
                        new ContentPart.Reasoning("A thought", "gemini:thought:dA"),
                        new ContentPart.Reasoning("", "gemini:dGV4dA"),
                        new ContentPart.Text("Hello"),
                        new ContentPart.Reasoning("unsigned", null),
                        new ContentPart.Reasoning("", "gemini:ZW5k"))),
                Message.user("Go on"))
            .build(),
        """
        {"contents":[
          {"role":"user","parts":[{"text":"Hi"}]},
          {"role":"model","parts":[
            {"text":"A thought","thought":true,"thoughtSignature":"dA"},
            {"text":"Hello","thoughtSignature":"dGV4dA"},
            {"text":"","thoughtSignature":"ZW5k"}]},
          {"role":"user","parts":[{"text":"Go on"}]}]}
        """);
  }

  @Test
  void whatSaysNothingIsLeftOutUnlessItAsks() {
    goesOut(
        saying(
                Message.system(""),
                Message.user("Hi"),
                Message.assistant(""),
                new Message(Role.USER, List.of()))
            .build(),
        """
        {"contents":[
          {"role":"user","parts":[{"text":"Hi"}]},
          {"role":"user","parts":[{"text":""}]}]}
        """);
  }

  // ---- settings ----

  @Test
  void settings() {
    goesOut(
        ChatRequest.builder()
            .user("Hi")
            .temperature(0.5)
            .topP(0.25)
            .maxTokens(100)
            .stop("END", "\n\n")
            .seed(7L)
            .build(),
        """
        {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
         "generationConfig":{"temperature":0.5,"topP":0.25,"maxOutputTokens":100,
           "stopSequences":["END","\\n\\n"],"seed":7}}
        """);
  }

  @Test
  void aLongSeedIsFoldedAlwaysInTheSameWay() {
    ChatRequest request = ChatRequest.builder().user("Hi").seed(1L << 40 | 5).build();

    assertThat(body(request).get("generationConfig").get("seed").asLong(0)).isEqualTo(261);
    assertThat(body(request)).isEqualTo(body(request));
  }

  @Test
  void formsOfTheAnswer() {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}},\"required\":[\"n\"]}";
    ChatRequest.Builder request = ChatRequest.builder().user("Hi");

    assertThat(
            body(request.responseFormat(ResponseFormat.JSON_OBJECT).build())
                .get("generationConfig"))
        .hasToString("{\"responseMimeType\":\"application/json\"}");
    assertThat(
            body(request
                    .responseFormat(new ResponseFormat.JsonSchema("count", schema, true))
                    .build())
                .get("generationConfig"))
        .hasToString(
            "{\"responseMimeType\":\"application/json\",\"responseJsonSchema\":" + schema + "}");
  }

  @Test
  void toolsAndTheirChoice() {
    Tool add =
        new Tool(
            "add", "Adds", "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}}}");
    Tool now = new Tool("now", "", "{}");
    ChatRequest.Builder request = ChatRequest.builder().user("Hi").tools(add, now);

    assertThat(body(request.build()).get("tools"))
        .isEqualTo(
            JsonView.parse(
                """
                [{"functionDeclarations":[
                  {"name":"add","description":"Adds","parametersJsonSchema":
                    {"type":"object","properties":{"a":{"type":"number"}}}},
                  {"name":"now"}]}]
                """));
    assertThat(body(request.build()).get("toolConfig").isPresent()).isFalse();
    assertThat(calling(request.toolChoice(ToolChoice.NONE))).isEqualTo("{\"mode\":\"NONE\"}");
    assertThat(calling(request.toolChoice(ToolChoice.REQUIRED))).isEqualTo("{\"mode\":\"ANY\"}");
    assertThat(calling(request.toolChoice(ToolChoice.named("now"))))
        .isEqualTo("{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"now\"]}");
  }

  private String calling(ChatRequest.Builder request) {
    return body(request.build()).get("toolConfig").get("functionCallingConfig").toString();
  }

  // ---- thinking ----

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gemini-flash-latest    | HIGH    | {\"includeThoughts\":true,\"thinkingLevel\":\"HIGH\"}",
        "gemini-4-argon         | MINIMAL | {\"includeThoughts\":true,\"thinkingLevel\":\"LOW\"}",
        "gemini-3.8-flash       | MEDIUM  | {\"includeThoughts\":true,\"thinkingLevel\":\"MEDIUM\"}",
        "gemini-3.1-flash-lite  | MINIMAL | {\"includeThoughts\":true,\"thinkingLevel\":\"MINIMAL\"}",
        "gemini-3-flash-preview | LOW     | {\"includeThoughts\":true,\"thinkingLevel\":\"LOW\"}",
        "gemini-2.5-pro         | LOW     | {\"includeThoughts\":true,\"thinkingBudget\":1024}",
        "gemini-2.5-flash       | MEDIUM  | {\"includeThoughts\":true,\"thinkingBudget\":8192}",
        "gemini-2.5-flash       | HIGH    | {\"includeThoughts\":true,\"thinkingBudget\":24576}",
        "gemini-2.5-flash       | NONE    | {\"thinkingBudget\":0}"
      })
  void effortIsToldInTheModelsWay(String model, ReasoningEffort effort, String config) {
    assertThat(thinking(model, effort)).isEqualTo(config);
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gemini-2.5-pro        | {\"thinkingBudget\":128}",
        "gemini-3.8-flash      | {\"thinkingLevel\":\"LOW\"}",
        "gemini-3.1-flash-lite | {\"thinkingLevel\":\"MINIMAL\"}"
      })
  void thinkingThatCannotBeSwitchedOffIsKeptLowAndTold(String model, String config) {
    assertThat(thinking(model, ReasoningEffort.NONE)).isEqualTo(config);
    assertThat(warnings)
        .containsExactly(
            Warning.dropped(
                "'"
                    + model
                    + "' cannot be kept from thinking: it is asked for as little as it can"));
  }

  @Test
  void aModelThatDoesNotThinkIsNotAskedTo() {
    assertThat(thinking("gemini-2.0-flash", ReasoningEffort.NONE)).isEqualTo("null");
    assertThat(warnings).isEmpty();
    assertThat(thinking("gemini-2.0-flash", ReasoningEffort.HIGH)).isEqualTo("null");
    assertThat(warnings)
        .containsExactly(Warning.dropped("'gemini-2.0-flash' does not think: effort is dropped"));
  }

  @Test
  void aStrictRequestIsRefusedInsteadOfWarned() {
    ChatRequest request =
        ChatRequest.builder()
            .user("Hi")
            .model("gemini-2.0-flash")
            .reasoningEffort(ReasoningEffort.HIGH)
            .strict(true)
            .build();

    assertThat(refusal(request))
        .hasMessageContaining("does not think")
        .hasMessageContaining("strict");
  }

  private String thinking(String model, ReasoningEffort effort) {
    return body(ChatRequest.builder().user("Hi").model(model).reasoningEffort(effort).build())
        .get("generationConfig")
        .get("thinkingConfig")
        .toString();
  }

  @Test
  void thoughtsCanAlwaysBeAskedFor() {
    assertThat(body(ChatRequest.of("Hi"), true).get("generationConfig"))
        .hasToString("{\"thinkingConfig\":{\"includeThoughts\":true}}");
  }

  // ---- extras ----

  @Test
  void extrasStandBesideWhatTheRequestSays() {
    ChatRequest request =
        ChatRequest.builder()
            .user("Hi")
            .temperature(0.5)
            .extra("gemini", "generationConfig", Map.of("topK", 40))
            .extra("gemini", "cachedContent", "cachedContents/1")
            .extra("openai", "other", true)
            .build();

    goesOut(
        request,
        """
        {"contents":[{"role":"user","parts":[{"text":"Hi"}]}],
         "generationConfig":{"temperature":0.5,"topK":40},"cachedContent":"cachedContents/1"}
        """);
  }

  @Test
  void anExtraInThePlaceOfWhatTheRequestSaysCountsAndIsTold() {
    ChatRequest request =
        ChatRequest.builder()
            .system("Be brief.")
            .user("Hi")
            .temperature(0.5)
            .extra("gemini", "generationConfig", Map.of("temperature", 1.5))
            .extra("gemini", "systemInstruction", Map.of("parts", List.of(Map.of("text", "No"))))
            .build();

    JsonView body = body(request);

    assertThat(body.get("generationConfig")).hasToString("{\"temperature\":1.5}");
    assertThat(body.get("systemInstruction")).hasToString("{\"parts\":[{\"text\":\"No\"}]}");
    assertThat(warnings)
        .extracting(Warning::message)
        .containsExactly(
            "The extra 'systemInstruction' stands in for what the request says itself",
            "The extra 'generationConfig.temperature' stands in for what the request says itself");
  }

  @Test
  void anExtraThatIsNoJsonIsRefused() {
    ChatRequest request =
        ChatRequest.builder().user("Hi").extra("gemini", "labels", new Object()).build();

    assertThat(refusal(request)).hasMessageStartingWith("The extra 'labels' cannot be sent: ");
  }

  // ---- what cannot be said ----

  @Test
  void aResultWithoutItsCallIsRefused() {
    assertThat(refusal(saying(Message.user("Hi"), Message.toolResult("x9", "noon")).build()))
        .hasMessage("There is no tool call 'x9' before its result");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "{\"a\":", "noon"})
  void argumentsThatAreNoObjectAreRefusedAndNotShown(String arguments) {
    ChatRequest request =
        saying(
                Message.user("Hi"),
                new Message(
                    Role.ASSISTANT, List.of(new ContentPart.ToolCall("a1", "now", arguments))))
            .build();

    assertThat(refusal(request))
        .hasMessage("The arguments of the tool call 'a1' are no JSON object");
  }

  @Test
  void aSchemaThatIsNoneIsRefused() {
    assertThat(refusal(ChatRequest.builder().user("Hi").tools(new Tool("t", "", "[]")).build()))
        .hasMessage("The schema of the tool 't' is no JSON object");
    assertThat(
            refusal(
                ChatRequest.builder()
                    .user("Hi")
                    .responseFormat(new ResponseFormat.JsonSchema("x", "nonsense", true))
                    .build()))
        .hasMessage("The answer's schema is no JSON object");
  }

  @Test
  void systemMessagesAloneAreNoQuestion() {
    assertThat(refusal(saying(Message.system("Be brief.")).build()))
        .hasMessage("Gemini answers no request without a user's message");
  }

  private ChatException refusal(ChatRequest request) {
    try {
      JsonView sent = body(request);
      throw new AssertionError("It went out: " + sent);
    } catch (ChatException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(e.nextStep()).isPresent();
      return e;
    }
  }
}
