package dev.runnel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Feature;
import dev.runnel.api.Message;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Outcome;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.Role;
import dev.runnel.api.Support;
import dev.runnel.api.Tool;
import dev.runnel.api.Warning;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What of a request is refused, what is dropped with a warning, and what passes. */
class RequestFitTest {
  private static final Message IMAGE =
      new Message(Role.USER, List.of(ContentPart.Image.of("image/png", new byte[] {1, 2, 3})));
  private static final Message TOOL_CALL =
      new Message(Role.ASSISTANT, List.of(new ContentPart.ToolCall("1", "f", "{}")));

  private static ChatRequest.Builder hello() {
    return ChatRequest.builder().user("Hello");
  }

  private static RequestFit fit(Capabilities.Builder capabilities, ChatRequest.Builder request) {
    return RequestFit.of(
        new Origin("acme", "acme-eu"), capabilities.openEnded().build(), request.build());
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(Feature.IMAGES, hello().message(IMAGE), "images"),
        Arguments.of(Feature.TOOLS, hello().tools(new Tool("f", "", "{}")), "tools"),
        Arguments.of(Feature.TOOLS, hello().message(TOOL_CALL), "tools"),
        Arguments.of(Feature.TOOLS, hello().message(Message.toolResult("1", "4")), "tools"),
        Arguments.of(
            Feature.JSON_SCHEMA,
            hello().responseFormat(new ResponseFormat.JsonSchema("n", "{}", true)),
            "a JSON schema for its answer"),
        Arguments.of(
            Feature.JSON_OBJECT,
            hello().responseFormat(ResponseFormat.JSON_OBJECT),
            "JSON as the form of its answer"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("refusals")
  void whatCannotBeLeftOutIsRefusedWhereItIsLacking(
      Feature feature, ChatRequest.Builder request, String what) {
    ChatException refusal = fit(Capabilities.builder().lacks(feature), request).refusal().get();
    assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(refusal).hasMessage("'acme-eu' does not take " + what);
    assertThat(refusal.nextStep()).isPresent();
    assertThat(fit(Capabilities.builder(), request).refusal()).as("unknown passes").isEmpty();
    assertThat(fit(Capabilities.builder().supports(feature), request).refusal()).isEmpty();
  }

  @Test
  void allThatIsLackingIsNamedAtOnce() {
    ChatRequest.Builder rich =
        hello()
            .message(IMAGE)
            .tools(new Tool("f", "", "{}"))
            .responseFormat(ResponseFormat.JSON_OBJECT);

    assertThat(
            fit(
                    Capabilities.builder()
                        .lacks(Feature.IMAGES, Feature.TOOLS, Feature.JSON_OBJECT),
                    rich)
                .refusal())
        .get()
        .extracting(ChatException::getMessage)
        .isEqualTo("'acme-eu' does not take images, tools or JSON as the form of its answer");
  }

  @Test
  void whatIsKnownOfTheModelCountsMoreThanWhatIsKnownOfTheEndpoint() {
    Capabilities.Builder mixed =
        Capabilities.builder()
            .lacks(Feature.IMAGES)
            .models(
                List.of(
                    ModelInfo.of("blind"),
                    new ModelInfo("seeing", Map.of(Feature.IMAGES, Support.YES))));
    assertThat(fit(mixed, hello().message(IMAGE).model("seeing")).refusal()).isEmpty();
    assertThat(fit(mixed, hello().message(IMAGE).model("blind")).refusal()).isPresent();
  }

  @Test
  void aParameterThatOneModelIgnoresIsDroppedForThatModel() {
    Capabilities.Builder mixed =
        Capabilities.builder()
            .honours(RequestParameter.TEMPERATURE)
            .models(
                List.of(
                    ModelInfo.of("warm"),
                    new ModelInfo("cool", Map.of(), Set.of(RequestParameter.TEMPERATURE))))
            .openEnded();
    assertThat(fit(mixed, hello().temperature(0.5).model("warm")).dropped()).isEmpty();
    assertThat(fit(mixed, hello().temperature(0.5).model("other")).dropped()).isEmpty();
    assertThat(fit(mixed, hello().model("cool")).dropped()).isEmpty();
    assertThat(fit(mixed, hello().temperature(0.5).model("cool")).dropped())
        .extracting(Warning::message)
        .containsExactly("'cool' does not honour temperature: dropped");
    assertThat(fit(mixed, hello().temperature(0.5).model("cool").strict(true)).refusal())
        .isPresent();
  }

  @Test
  void anUnknownModelIsRefusedWithTheNearName() {
    RequestFit fit =
        RequestFit.of(
            new Origin("acme", "acme-eu"),
            Capabilities.builder().models("gpt-4", "claude").build(),
            hello().model("gtp-4").build());
    ChatException refusal = fit.refusal().get();
    assertThat(refusal.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(refusal.describe())
        .isEqualTo("acme-eu: 'acme-eu' has no model 'gtp-4'. Did you mean 'gpt-4'?");
  }

  @Test
  void anUnknownModelWithoutNearNameIsToldWhatThereIs() {
    RequestFit fit =
        RequestFit.of(
            new Origin("acme", "acme-eu"),
            Capabilities.builder().models("gpt-4", "claude").build(),
            hello().model("something-else").build());
    assertThat(fit.refusal().get().nextStep()).contains("It has: gpt-4, claude");
  }

  static Stream<Arguments> parameters() {
    return Stream.of(
        Arguments.of(RequestParameter.TEMPERATURE, hello().temperature(1.0)),
        Arguments.of(RequestParameter.TOP_P, hello().topP(0.5)),
        Arguments.of(RequestParameter.MAX_TOKENS, hello().maxTokens(5)),
        Arguments.of(RequestParameter.STOP, hello().stop("x")),
        Arguments.of(RequestParameter.SEED, hello().seed(1L)),
        Arguments.of(RequestParameter.PRESENCE_PENALTY, hello().presencePenalty(1.0)),
        Arguments.of(RequestParameter.FREQUENCY_PENALTY, hello().frequencyPenalty(1.0)),
        Arguments.of(
            RequestParameter.REASONING_EFFORT, hello().reasoningEffort(ReasoningEffort.LOW)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parameters")
  void aSettingThatIsNotHonouredIsDroppedWithAWarning(
      RequestParameter parameter, ChatRequest.Builder request) {
    RequestFit dropping = fit(Capabilities.builder(), request);
    assertThat(dropping.refusal()).isEmpty();
    assertThat(dropping.dropped())
        .containsExactly(Warning.dropped("'acme-eu' does not honour " + parameter + ": dropped"));
    assertThat(fit(Capabilities.builder().honours(parameter), request).dropped()).isEmpty();
    assertThat(fit(Capabilities.builder(), request.strict(true)).refusal().get())
        .hasMessageContaining("strict")
        .hasMessageContaining(parameter.toString());
  }

  private static ChatRequest.Builder conversation() {
    return ChatRequest.builder().system("Be brief").user("Hi").assistant("Hello").user("Why?");
  }

  private static List<String> dropped(Capabilities.Builder capabilities) {
    return fit(capabilities, conversation()).dropped().stream()
        .map(warning -> warning.message().replaceAll(".*honour (.*): dropped", "$1"))
        .toList();
  }

  @Test
  void aServiceOfOneTurnDropsTheEarlierMessages() {
    assertThat(dropped(Capabilities.builder().lacks(Feature.MULTI_TURN)))
        .containsExactly("system messages", "all but the last message");
    assertThat(
            dropped(
                Capabilities.builder().lacks(Feature.MULTI_TURN).supports(Feature.SYSTEM_MESSAGES)))
        .containsExactly("all but the last message");
    assertThat(dropped(Capabilities.builder().lacks(Feature.SYSTEM_MESSAGES)))
        .containsExactly("system messages");
    assertThat(dropped(Capabilities.builder())).isEmpty();
    assertThat(fit(Capabilities.builder().lacks(Feature.MULTI_TURN), hello()).dropped()).isEmpty();
  }

  @Test
  void aServiceThatRemembersTheConversationDropsNoTurns() {
    Capabilities.Builder remembering =
        Capabilities.builder().lacks(Feature.MULTI_TURN).honours(RequestParameter.CONVERSATION_ID);
    assertThat(fit(remembering, conversation().conversationId("c1")).dropped())
        .extracting(Warning::message)
        .noneMatch(message -> message.contains("last message"));
  }

  @Test
  void aRefusedCallNeverReachesTheDriver() {
    Lab lab = Lab.stepwise();
    lab.driver.capabilities = Capabilities.builder().openEnded().lacks(Feature.IMAGES).build();
    Call call = lab.client().call(hello().message(IMAGE).build());
    RecordingSink sink = new RecordingSink();
    call.stream(sink);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(invalid request)");
    assertThat(sink.signals).containsExactly("start", "end");
    assertThat(lab.driver.starts()).isZero();
    assertThat(lab.time.waiting()).isZero();
  }

  @Test
  void whatWasDroppedIsOnTheOutcome() {
    Lab lab = Lab.stepwise().playing(Script.script().token("x").complete());
    Call call = lab.client().call(hello().seed(7L).build());
    call.stream(new RecordingSink());
    Outcome outcome = lab.outcome(call);
    assertThat(outcome.report().warnings())
        .containsExactly(Warning.dropped("'acme-eu' does not honour seed: dropped"));
  }
}
