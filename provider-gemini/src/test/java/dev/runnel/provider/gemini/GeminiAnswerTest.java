package dev.runnel.provider.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.sandbox.dialect.Tokens;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Answers;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import dev.runnel.testkit.SentRequest;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** What a caller gets of an answer. */
class GeminiAnswerTest {
  private static final ProviderUnderTest GEMINI = ProviderUnderTest.start("gemini");
  private static final Tool ADD =
      new Tool(
          "add",
          "Adds two numbers",
          "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},"
              + "\"b\":{\"type\":\"integer\"}},\"required\":[\"a\",\"b\"]}");

  @AfterContainer
  static void close() {
    GEMINI.close();
  }

  private static Answer answer(Script script) {
    GEMINI.sandbox().on("gemini").next(script);
    return answer(GEMINI.client(), ChatRequest.of("Hi"));
  }

  private static Answer answer(ChatClient client, ChatRequest request) {
    try {
      return client.call(request).answer().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Property
  void whateverIsSaidIsHeard(@ForAll(supplier = Answers.class) List<String> tokens) {
    Heard heard = GEMINI.hear(Script.answer(tokens.toArray(String[]::new)));

    heard.completed();
    assertThat(heard.text()).isEqualTo(String.join("", tokens));
  }

  @Property(tries = 60)
  void howeverTheBytesAreCut(@ForAll(supplier = Answers.class) List<String> tokens) {
    Script script = Script.answer(tokens.toArray(String[]::new)).crlf().prettyPrinted();

    Heard heard = GEMINI.hear(script.inPiecesOf(3));

    assertThat(heard.text()).isEqualTo(String.join("", tokens));
  }

  @Example
  void everythingBesideTheText() {
    Answer answer =
        answer(
            Script.nothing()
                .reasoning("Let me ", "see.")
                .tokens("Hel", "lo")
                .finish("stop")
                .usage(Tokens.of(20, 12).cached(5).reasoning(7))
                .done());

    assertThat(answer.parts())
        .containsExactly(
            new ContentPart.Reasoning("Let me see.", null), new ContentPart.Text("Hello"));
    assertThat(answer.finishReason()).isEqualTo(FinishReason.of(FinishReason.Kind.STOP, "STOP"));
    assertThat(answer.usage())
        .isEqualTo(Usage.reported(20, 12).withCachedInput(5).withReasoning(7));
    assertThat(answer.report().model()).hasValue("gemini-flash-latest");
    assertThat(answer.report().warnings()).isEmpty();
  }

  @Example
  void theResultsOfTheServicesOwnToolsAreInput() {
    Answer answer =
        answer(
            events(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},"
                    + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":10,"
                    + "\"toolUsePromptTokenCount\":4,\"candidatesTokenCount\":3}}"));

    assertThat(answer.usage()).isEqualTo(Usage.reported(14, 3));
  }

  @Example
  void aRoundOfToolsOverTheWire() {
    ChatRequest first =
        ChatRequest.builder()
            .user("What is 19 and 23?")
            .tools(ADD)
            .toolChoice(ToolChoice.REQUIRED)
            .reasoningEffort(ReasoningEffort.LOW)
            .build();
    Answer called = answer(GEMINI.client(), first);
    ContentPart.ToolCall call = called.toolCalls().get(0);
    assertThat(call.name()).isEqualTo("add");
    assertThat(call.argumentsJson()).isEqualTo("{\"a\":0,\"b\":0}");
    assertThat(called.finishReason())
        .isEqualTo(FinishReason.of(FinishReason.Kind.TOOL_CALLS, "STOP"));

    ChatRequest second =
        ChatRequest.builder(first)
            .toolChoice(ToolChoice.AUTO)
            .message(called.message())
            .message(Message.toolResult(call.id(), "42"))
            .build();
    Answer said = answer(GEMINI.client(), second);

    assertThat(said.text()).isNotBlank();
    assertThat(GEMINI.sandbox().violations()).isEmpty(); // the signature was where it must be
  }

  @Example
  void callsWithoutAnIdGetOne() {
    Answer answer =
        answer(
            events(
                "{\"responseId\":\"r7\",\"candidates\":[{\"content\":{\"parts\":["
                    + "{\"functionCall\":{\"name\":\"now\",\"args\":{}}},"
                    + "{\"functionCall\":{\"name\":\"now\"}}]},\"finishReason\":\"STOP\"}]}"));

    assertThat(answer.toolCalls())
        .containsExactly(
            new ContentPart.ToolCall("runnel-r7-0", "now", "{}"),
            new ContentPart.ToolCall("runnel-r7-1", "now", "{}"));
  }

  @Example
  void signaturesStandBeforeThePartTheyCameOn() {
    Answer answer =
        answer(
            events(
                "{\"candidates\":[{\"content\":{\"parts\":["
                    + "{\"text\":\"Hm.\",\"thought\":true,\"thoughtSignature\":\"dA\"},"
                    + "{\"text\":\"One\"},{\"text\":\"Two\",\"thoughtSignature\":\"dHdv\"}]}}]}",
                "{\"candidates\":[{\"content\":{\"parts\":["
                    + "{\"text\":\"\",\"thoughtSignature\":\"ZW5k\"}]},"
                    + "\"finishReason\":\"STOP\"}]}"));

    assertThat(answer.message().parts())
        .containsExactly(
            new ContentPart.Reasoning("Hm.", "gemini:thought:dA"),
            new ContentPart.Text("One"),
            new ContentPart.Reasoning("", "gemini:dHdv"),
            new ContentPart.Text("Two"),
            new ContentPart.Reasoning("", "gemini:ZW5k"));
  }

  @Example
  void ofSeveralAnswersTheFirstIsHeard() {
    Heard heard =
        GEMINI.hear(
            events(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"first\"}]},\"index\":0},"
                    + "{\"content\":{\"parts\":[{\"text\":\"second\"}]},\"finishReason\":\"SAFETY\","
                    + "\"index\":1}]}",
                "{\"candidates\":[{\"finishReason\":\"STOP\",\"index\":0}]}"));

    assertThat(heard.text()).isEqualTo("first");
    assertThat(heard.completed().finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Example
  void finishReasons() {
    assertThat(finish("length")).isEqualTo(FinishReason.of(FinishReason.Kind.LENGTH, "MAX_TOKENS"));
    for (String name : List.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII")) {
      assertThat(finish(name)).isEqualTo(FinishReason.of(FinishReason.Kind.CONTENT_FILTER, name));
    }
    for (String name : List.of("MALFORMED_FUNCTION_CALL", "LANGUAGE", "OTHER", "NEW_REASON")) {
      assertThat(finish(name)).isEqualTo(FinishReason.of(FinishReason.Kind.OTHER, name));
    }
    assertThat(finish("CONTINUATION"))
        .isEqualTo(FinishReason.of(FinishReason.Kind.LENGTH, "CONTINUATION"));
  }

  private static FinishReason finish(String reason) {
    return GEMINI.hear(Script.nothing().tokens("Hi").finish(reason)).completed().finishReason();
  }

  @Example
  void whatTheServiceSaysOfTheEndIsAWarning() {
    Heard heard =
        GEMINI.hear(
            events(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm\"}]},"
                    + "\"finishReason\":\"MALFORMED_FUNCTION_CALL\","
                    + "\"finishMessage\":\"Malformed function call: print(\"}]}"));

    assertThat(heard.completed().report().warnings())
        .containsExactly(
            new Warning(Warning.Kind.OTHER, "The service says: Malformed function call: print("));
  }

  @Example
  void anAnswerThatIsNothingButAToolCallNobodyCanReadIsNoAnswer() {
    ChatException failure =
        GEMINI
            .hear(
                events(
                    "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\","
                        + "\"finishMessage\":\"Malformed function call: print(\"}]}"))
            .refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.PROTOCOL);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.SAME_ENDPOINT);
    assertThat(failure).hasMessageContaining("print(");
  }

  @Example
  void whatCannotBeHandedOnIsTold() {
    Answer answer =
        answer(
            events(
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Here: \"},"
                    + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AQID\"}}]},"
                    + "\"finishReason\":\"STOP\"}]}"));

    assertThat(answer.text()).isEqualTo("Here: ");
    assertThat(answer.report().warnings())
        .extracting(Warning::message)
        .containsExactly(
            "The answer holds 'inlineData', which is left out: text and tool calls are handed on");
  }

  @Example
  void aServerWithoutEventsIsUnderstoodToo() {
    String first = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hel\"}]}}]}";
    String last =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"lo\"}]},\"finishReason\":\"STOP\"}],"
            + "\"modelVersion\":\"m-1\"}";

    Heard array = GEMINI.hear(Script.nothing().json("[" + first + ",\r\n" + last + "\r\n]"));
    assertThat(array.text()).isEqualTo("Hello");
    assertThat(array.completed().report().model()).hasValue("m-1");

    Heard whole = GEMINI.hear(Script.nothing().json(last));
    assertThat(whole.text()).isEqualTo("lo");
    assertThat(whole.completed().finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Example
  void whatGemini4IgnoresIsNotSentAndTold() {
    ChatRequest request =
        ChatRequest.builder().user("Hi").model("gemini-4-argon").temperature(0.5).topP(0.5).build();

    SentRequest sent = GEMINI.sent(request);
    assertThat(sent.body()).doesNotContainKey("generationConfig");
    assertThat(answer(GEMINI.client(), request).report().warnings())
        .containsExactlyInAnyOrder(
            Warning.dropped("'gemini-4-argon' does not honour temperature: dropped"),
            Warning.dropped("'gemini-4-argon' does not honour top p: dropped"));
  }

  @Example
  void theKeyGoesIntoAHeader() {
    try (Sandbox strict = Sandbox.builder().geminiKey("sesame").start()) {
      ChatClient client =
          GEMINI.connect("api-key", "sesame", "base-url", strict.baseUrl(Sandbox.GEMINI));

      Heard.from(client, ChatRequest.of("Hi")).completed();

      var request = strict.exchanges().get(0).request();
      assertThat(request.path())
          .isEqualTo("/v1beta/models/gemini-flash-latest:streamGenerateContent");
      assertThat(request.query()).isEqualTo("alt=sse");
      assertThat(request.header("x-goog-api-key")).hasValue("sesame");
    }
  }

  private static Script events(String... events) {
    Script script = Script.nothing();
    for (String event : events) {
      script = script.event(event);
    }
    return script;
  }
}
