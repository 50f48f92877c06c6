package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Outcome;
import dev.runnel.api.Role;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.spi.Exchange;
import dev.runnel.tools.ToolLoop;
import dev.runnel.tools.ToolRun;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a loop does, told by a model that plays its rounds from scripts. */
class ToolLoopTest {
  /** A whole round that calls one tool. */
  static Script calling(String id, String tool, String arguments) {
    return script().toolCall(0, id, tool, arguments).then(asking());
  }

  /** The end of a round that calls tools. */
  static Script asking() {
    return script().finish(FinishReason.Kind.TOOL_CALLS).complete();
  }

  /** A whole round that answers. */
  static Script answering(String... tokens) {
    return script().tokens(tokens).finish().complete();
  }

  private static ContentPart.ToolResult lastResult(ToolLab lab) {
    return (ContentPart.ToolResult) lab.model.asked().lastMessage().parts().get(0);
  }

  // ---- the way of it ----

  @Test
  void runsWhatTheModelAsksForAndAsksOn() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("add", call -> "sum of " + call.arguments())
            .playing(
                script()
                    .reasoning("hm")
                    .signature("acme:s")
                    .token("I add. ")
                    .toolCall(0, "c1", "add", "{\"a\":")
                    .moreArguments(0, "1}")
                    .usage(10, 5)
                    .then(asking()),
                script().tokens("It ", "is 1.").usage(20, 7).finish().complete());
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.stream(sink);

    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(sink.signals)
        .containsExactly(
            "start",
            "reasoning hm",
            "signature acme:s",
            "token I add. ",
            "tool 0 {\"a\":",
            "tool 0 1}",
            "usage 15",
            "result c1 sum of {\"a\":1}",
            "token It ",
            "token is 1.",
            "usage 42",
            "end");
    assertThat(sink.violations()).isEmpty();
    Message asked =
        new Message(
            Role.ASSISTANT,
            List.of(
                new ContentPart.Reasoning("hm", "acme:s"),
                new ContentPart.Text("I add. "),
                new ContentPart.ToolCall("c1", "add", "{\"a\":1}")));
    assertThat(lab.model.asked().messages())
        .containsExactly(
            Message.user("Hello"), asked, Message.toolResult("c1", "sum of {\"a\":1}"));
    assertThat(call.conversation())
        .startsWith(lab.model.asked().messages().toArray(Message[]::new))
        .endsWith(Message.assistant("It is 1."))
        .hasSize(4);
    assertThat(lab.outcome(call).usage()).isEqualTo(Usage.reported(30, 12));
  }

  @Test
  void theModelIsToldOfTheToolsInEveryRoundAndOfNothingElseThanTheRequest() {
    Tool own = new Tool("own", "", "{}");
    ToolLab lab =
        ToolLab.stepwise()
            .tool("add", call -> "1")
            .playing(calling("c1", "add", "{}"), answering("a"));
    ChatRequest request =
        ChatRequest.builder()
            .model("large")
            .system("Be brief.")
            .user("Hi")
            .tools(own)
            .temperature(0.5)
            .extra("acme-eu", "k", "v")
            .build();
    ToolRun call = lab.stream(lab.loop().call(request), new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(call.request()).isSameAs(request);
    for (ChatRequest asked : lab.model.requests) {
      assertThat(asked.tools()).extracting(Tool::name).containsExactly("own", "add");
      assertThat(asked.model()).contains("large");
      assertThat(asked.temperature()).hasValue(0.5);
      assertThat(asked.extras("acme-eu")).containsEntry("k", "v");
      assertThat(asked.timeouts()).isEmpty();
    }
  }

  @Test
  void aDefinitionOfTheRequestsOwnGoesBeforeTheLoopsOfTheSameName() {
    Tool own = new Tool("add", "better told", "{}");
    ToolLab lab =
        ToolLab.stepwise()
            .tool("add", call -> "1")
            .playing(calling("c1", "add", "{}"), answering("a"));
    ToolRun call =
        lab.stream(
            lab.loop().call(ChatRequest.builder().user("Hi").tools(own).build()),
            new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(lab.model.requests).hasSize(2);
    assertThat(lab.model.asked().tools()).containsExactly(own);
  }

  @Test
  void toolCallsAreNumberedThroughAllRounds() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> call.callId())
            .playing(
                script().toolCall(0, "a", "f", "{}").toolCall(1, "b", "f", "{}").then(asking()),
                calling("c", "f", "{}"),
                answering("x"));
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    assertThat(sink.signals)
        .containsExactly(
            "start",
            "tool 0 {}",
            "tool 1 {}",
            "result a a",
            "result b b",
            "tool 2 {}",
            "result c c",
            "token x",
            "end");
  }

  @Test
  void anAnswerIsThatOfAllRounds() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                script().token("I look. ").toolCall(0, "a", "f", "").then(asking()),
                answering("It is 7."));
    ToolRun call = lab.call();
    CompletableFuture<Answer> future = call.answer().toCompletableFuture();
    lab.settle();
    Answer answer = future.join();
    assertThat(answer.text()).isEqualTo("I look. It is 7.");
    assertThat(answer.message()).isEqualTo(Message.assistant("It is 7."));
    assertThat(answer.toolCalls()).isEmpty();
    assertThat(call.conversation()).endsWith(answer.messages().toArray(Message[]::new));
    assertThat(answer.messages().get(0).parts())
        .containsExactly(
            new ContentPart.Text("I look. "), new ContentPart.ToolCall("a", "f", "{}"));
  }

  @ParameterizedTest
  @EnumSource
  void eachViewShowsTheTextOfAllRounds(ShownView view) {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                script().token("I look. ").toolCall(0, "a", "f", "{}").then(asking()),
                answering("It is 7."));
    ShownView.Shown shown = view.open(lab.call());
    lab.settle();
    assertThat(shown.text())
        .isIn(
            "I look. It is 7. | whole",
            "I look. It is 7. | whole, STOP",
            "I look. It is 7. | Completed(STOP)");
  }

  @Test
  void aModelThatCallsNoToolIsAskedOnce() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7").playing(answering("a"));
    ToolRun call = lab.stream(new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(lab.model.requests).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"STOP", "NOT_GIVEN", "TOOL_CALLS"})
  void toolsAreRunWhateverWholeEndTheRoundHad(FinishReason.Kind kind) {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                kind == FinishReason.Kind.NOT_GIVEN
                    ? script().toolCall(0, "a", "f", "{}").complete()
                    : script().toolCall(0, "a", "f", "{}").finish(kind).complete(),
                answering("x"));
    assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Completed(STOP)");
    assertThat(lab.model.requests).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"LENGTH", "CONTENT_FILTER", "REFUSAL", "OTHER"})
  void nothingIsRunOfARoundThatWasCut(FinishReason.Kind kind) {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(script().token("a").toolCall(0, "a", "f", "{}").finish(kind).complete());
    ToolRun call = lab.stream(new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Completed(" + kind + ")");
    assertThat(lab.model.requests).hasSize(1);
    assertThat(lab.functions.queued()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"LENGTH", "CONTENT_FILTER", "REFUSAL"})
  void theConversationOfAnAnswerThatWasCutCanBeContinued(FinishReason.Kind kind) {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(script().token("a").toolCall(0, "a", "f", "{\"b").finish(kind).complete());
    ToolRun call = lab.stream(new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Completed(" + kind + ")");
    assertThat(call.conversation()).containsExactly(Message.user("Hello"), Message.assistant("a"));
  }

  @Test
  void aToolWithoutAFunctionIsTheCallersAndEndsTheLoop() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                script().toolCall(0, "a", "f", "{}").toolCall(1, "b", "mine", "{}").then(asking()));
    ToolRun call =
        lab.loop().call(ChatRequest.builder().user("Hi").tools(new Tool("mine", "", "{}")).build());
    CompletableFuture<Answer> answer = call.answer().toCompletableFuture();
    lab.settle();
    assertThat(answer.join().toolCalls())
        .extracting(ContentPart.ToolCall::name)
        .containsExactly("f", "mine");
    assertThat(answer.join().finishReason().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    assertThat(call.conversation()).endsWith(answer.join().message());
  }

  @Test
  void aChoiceThatMakesTheModelCallAToolCountsInTheFirstRound() {
    for (ToolChoice choice : List.of(ToolChoice.REQUIRED, ToolChoice.named("f"))) {
      assertThat(choicesAsked(choice)).containsExactly(choice, ToolChoice.AUTO);
    }
    assertThat(choicesAsked(ToolChoice.AUTO)).containsOnly(ToolChoice.AUTO);
    assertThat(choicesAsked(ToolChoice.NONE)).containsOnly(ToolChoice.NONE);
  }

  private static List<ToolChoice> choicesAsked(ToolChoice choice) {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(calling("a", "f", "{}"), answering("x"));
    lab.stream(
        lab.loop().call(ChatRequest.builder().user("Hi").toolChoice(choice).build()),
        new RecordingSink());
    return lab.model.requests.stream().map(ChatRequest::toolChoice).toList();
  }

  @Test
  void resultsOfTheServicesOwnToolsPassThrough() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                script()
                    .toolCall(0, "s", "search", "{}")
                    .toolResult("s", "found")
                    .toolCall(1, "a", "f", "{}")
                    .then(asking()),
                answering("x"));
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.stream(sink);
    assertThat(sink.signals).contains("result s found", "result a 7");
    assertThat(call.conversation())
        .extracting(Message::role)
        .containsExactly(
            Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
  }

  // ---- errors the model is told ----

  @Test
  void aToolThatDoesNotExistIsAFailedResult() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("add", call -> "7")
            .tool("sub", call -> "7")
            .playing(calling("a", "mul", "{}"), answering("x"));
    lab.stream(new RecordingSink());
    assertThat(lastResult(lab))
        .isEqualTo(
            new ContentPart.ToolResult("a", "There is no tool 'mul'; there are: add, sub", true));
  }

  @Test
  void argumentsThatAreNoObjectAreAFailedResultAndGivenBackAsAnEmptyOne() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool(
                "add",
                call -> {
                  throw new AssertionError("not to be run");
                })
            .playing(calling("a", "add", "{\"a\":1"), answering("x"));
    lab.stream(new RecordingSink());
    assertThat(lastResult(lab))
        .isEqualTo(
            new ContentPart.ToolResult("a", "The arguments are not a JSON object: {\"a\":1", true));
    assertThat(lab.model.asked().messages().get(1).parts())
        .containsExactly(new ContentPart.ToolCall("a", "add", "{}"));
  }

  @Test
  void longArgumentsThatAreNoObjectAreNotRepeatedInFull() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("add", call -> "7")
            .playing(calling("a", "add", "x".repeat(10_000)), answering("x"));
    lab.stream(new RecordingSink());
    assertThat(lastResult(lab).content()).hasSizeLessThan(300).endsWith("xxx…");
  }

  @Test
  void noArgumentsAreAnEmptyObject() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("now", call -> "noon, " + call.arguments())
            .playing(calling("a", "now", ""), answering("x"));
    lab.stream(new RecordingSink());
    assertThat(lastResult(lab)).isEqualTo(new ContentPart.ToolResult("a", "noon, {}", false));
  }

  @Test
  void whatAFunctionThrowsIsToldByItsMessageAndNothingElse() {
    assertThat(told(new IllegalStateException("No such city", new Exception("password=1"))))
        .isEqualTo("No such city");
    assertThat(told(new Exception())).isEqualTo("The tool failed");
    assertThat(told(new Exception(" "))).isEqualTo("The tool failed");
    assertThat(told(new Exception("x".repeat(5_000)))).hasSize(2_001);
    assertThat(told(new StackOverflowError("deep"))).isEqualTo("The tool failed");
    assertThat(told(new UnspeakableException())).isEqualTo("The tool failed");
  }

  private static String told(Throwable thrown) {
    ToolLab lab =
        ToolLab.stepwise()
            .tool(
                "f",
                call -> {
                  throw Sneaky.sneakyThrow(thrown);
                })
            .playing(calling("a", "f", "{}"), answering("x"));
    assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Completed(STOP)");
    assertThat(lastResult(lab).failed()).isTrue();
    return lastResult(lab).content();
  }

  @Test
  void whatTheModelIsToldOfAnExceptionCanBeSet() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool(
                "f",
                call -> {
                  throw new IllegalStateException("secret");
                })
            .with(builder -> builder.errorText(thrown -> thrown.getClass().getSimpleName()))
            .playing(calling("a", "f", "{}"), answering("x"));
    lab.stream(new RecordingSink());
    assertThat(lastResult(lab).content()).isEqualTo("IllegalStateException");
  }

  @Test
  void anErrorTextThatThrowsOrSaysNothingIsReplaced() {
    for (String text : new String[] {"throw", null, ""}) {
      ToolLab lab =
          ToolLab.stepwise()
              .tool(
                  "f",
                  call -> {
                    throw new IllegalStateException("secret");
                  })
              .with(
                  builder ->
                      builder.errorText(
                          thrown -> {
                            if ("throw".equals(text)) {
                              throw new IllegalStateException("again");
                            }
                            return text;
                          }))
              .playing(calling("a", "f", "{}"), answering("x"));
      assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Completed(STOP)");
      assertThat(lastResult(lab).content()).isEqualTo("The tool failed");
    }
  }

  @Test
  void aFunctionThatGivesNothingHasFailed() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> null).playing(calling("a", "f", "{}"), answering("x"));
    lab.stream(new RecordingSink());
    assertThat(lastResult(lab))
        .isEqualTo(new ContentPart.ToolResult("a", "The tool gave no result", true));
  }

  // ---- bounds ----

  @Test
  void theBoundOnRoundsEndsTheLoopAndSaysSo() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .with(builder -> builder.maxRounds(2))
            .playing(calling("a", "f", "{}"), calling("b", "f", "{}"), answering("never"));
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.stream(sink);
    assertThat(lab.words(call)).isEqualTo("Incomplete(too many rounds)");
    Outcome.Incomplete outcome = (Outcome.Incomplete) lab.outcome(call);
    assertThat(outcome.cause().kind()).isEqualTo(ErrorKind.TOO_MANY_ROUNDS);
    assertThat(outcome.cause().describe())
        .isEqualTo(
            "acme-eu: The model still asks for tools after 2 rounds."
                + " Allow more rounds, or ask for less at a time");
    assertThat(lab.model.requests).hasSize(2);
    assertThat(sink.signals).contains("result a 7").doesNotContain("result b 7");
    assertThat(call.conversation()).isEqualTo(lab.model.asked().messages());
  }

  @Test
  void oneRoundRunsNothing() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .with(builder -> builder.maxRounds(1))
            .playing(calling("a", "f", "{}"));
    assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Incomplete(too many rounds)");
  }

  @Test
  void eightRoundsAreAllowedUnlessSaidOtherwise() {
    Script[] rounds = new Script[9];
    Arrays.fill(rounds, calling("a", "f", "{}"));
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7").playing(rounds);
    assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Incomplete(too many rounds)");
    assertThat(lab.model.requests).hasSize(8);
  }

  @Test
  void noMoreFunctionsRunAtATimeThanAllowedAndResultsKeepTheOrderOfTheCalls() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> call.callId())
            .with(builder -> builder.parallel(2))
            .playing(
                script()
                    .toolCall(0, "a", "f", "{}")
                    .toolCall(1, "b", "f", "{}")
                    .toolCall(2, "c", "f", "{}")
                    .toolCall(3, "d", "f", "no")
                    .toolCall(4, "e", "f", "{}")
                    .then(asking()),
                answering("x"));
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.call();
    call.stream(sink);
    lab.settleButFunctions();
    assertThat(lab.functions.queued()).as("at a time").isEqualTo(2);
    lab.functions.run(1); // b is done first
    lab.settleButFunctions();
    assertThat(lab.functions.queued()).as("at a time").isEqualTo(2);
    assertThat(sink.signals).noneMatch(signal -> signal.startsWith("result"));
    lab.functions.run(0);
    lab.settleButFunctions();
    assertThat(sink.signals).endsWith("result a a", "result b b");
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(sink.signals)
        .filteredOn(signal -> signal.startsWith("result"))
        .containsExactly(
            "result a a",
            "result b b",
            "result c c",
            "result d The arguments are not a JSON object: no",
            "result e e");
    assertThat(lab.model.asked().lastMessage().parts())
        .extracting(part -> ((ContentPart.ToolResult) part).callId())
        .containsExactly("a", "b", "c", "d", "e");
  }

  // ---- time ----

  @Test
  void aFunctionThatTakesTooLongHasFailedAndItsLateResultIsIgnored() {
    ToolLab lab = ToolLab.stepwise();
    boolean[] interrupted = {false};
    lab.tool(
            "slow",
            call -> {
              lab.pass(Duration.ofSeconds(60));
              interrupted[0] = Thread.currentThread().isInterrupted() && call.isCancelled();
              return "late";
            })
        .playing(calling("a", "slow", "{}"), answering("x"));
    RecordingSink sink = new RecordingSink();
    assertThat(lab.words(lab.stream(sink))).isEqualTo("Completed(STOP)");
    assertThat(interrupted[0]).as("interrupted").isTrue();
    assertThat(Thread.interrupted()).as("the interrupt ends with the function").isFalse();
    assertThat(lastResult(lab))
        .isEqualTo(new ContentPart.ToolResult("a", "The tool did not answer within 60 s", true));
    assertThat(sink.signals).doesNotContain("result a late");
  }

  @Test
  void aToolMayHaveATimeOfItsOwn() {
    ToolLab lab = ToolLab.stepwise();
    lab.with(
            builder ->
                builder
                    .toolTimeout(Duration.ofMillis(1500))
                    .tool(
                        new Tool("patient", "", "{}"),
                        Duration.ofSeconds(5),
                        call -> {
                          lab.pass(Duration.ofSeconds(4));
                          return "patient";
                        }))
        .tool(
            "slow",
            call -> {
              lab.pass(Duration.ofSeconds(4));
              return "slow";
            })
        .playing(
            script()
                .toolCall(0, "a", "patient", "{}")
                .toolCall(1, "b", "slow", "{}")
                .then(asking()),
            answering("x"));
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    assertThat(sink.signals)
        .contains("result a patient", "result b The tool did not answer within 1500 ms");
  }

  @Test
  void theTimeOfAFunctionThatWaitsForItsTurnDoesNotRun() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(calling("a", "f", "{}"), answering("x"));
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.call();
    call.stream(sink);
    lab.settleButFunctions();
    lab.pass(Duration.ofMinutes(9));
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(sink.signals).contains("result a 7");
  }

  @Test
  void theTotalClockIsThatOfTheWholeFunctionsIncluded() {
    ToolLab lab = ToolLab.stepwise();
    lab.tool(
            "slow",
            call -> {
              lab.pass(Duration.ofSeconds(50));
              return "7";
            })
        .with(builder -> builder.maxRounds(100))
        .playing(
            Stream.generate(() -> calling("a", "slow", "{}")).limit(100).toArray(Script[]::new));
    ToolRun call = lab.stream(new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Incomplete(timeout: total)");
    assertThat(lab.model.requests).hasSize(12);
  }

  @Test
  void theRequestsClocksAreThoseOfEachRoundAndItsTotalThatOfTheWhole() {
    Timeouts clocks =
        Timeouts.DEFAULT
            .withFirstContent(Duration.ofSeconds(3))
            .withIdle(Duration.ofSeconds(2))
            .withTotal(Duration.ofSeconds(20));
    ChatRequest request = ChatRequest.builder().user("Hi").timeouts(clocks).build();
    ToolLab idle = ToolLab.stepwise().tool("f", call -> "7").playing(script().token("a"));
    ToolRun call = idle.stream(idle.loop().call(request), new RecordingSink());
    idle.pass(Duration.ofSeconds(2));
    assertThat(idle.words(call)).isEqualTo("Incomplete(timeout: idle)");
    assertThat(idle.model.asked().timeouts()).contains(clocks);

    ToolLab first = ToolLab.stepwise().tool("f", c -> "7").playing(calling("a", "f", "{}"));
    call = first.stream(first.loop().call(request), new RecordingSink());
    assertThat(first.model.requests).hasSize(2);
    first.pass(Duration.ofSeconds(3));
    assertThat(first.words(call)).isEqualTo("Incomplete(timeout: first content)");

    ToolLab total = ToolLab.stepwise();
    total
        .tool(
            "slow",
            c -> {
              total.pass(Duration.ofSeconds(19));
              return "7";
            })
        .playing(calling("a", "slow", "{}"));
    call = total.stream(total.loop().call(request), new RecordingSink());
    total.pass(Duration.ofSeconds(1));
    assertThat(total.words(call)).isEqualTo("Incomplete(timeout: total)");
    assertThat(total.model.aborts).isEqualTo(1);
  }

  // ---- how rounds end ----

  @Test
  void aRoundThatBreaksOffEndsTheWhole() {
    Script begun = script().token("b").toolCall(0, "b", "f", "{}");
    assertThat(endAfterOneRound(begun.endOfInput())).isEqualTo("Incomplete(ended early)");
    assertThat(endAfterOneRound(begun.fail(ErrorKind.CONNECTION)))
        .isEqualTo("Incomplete(connection)");
    assertThat(endAfterOneRound(begun.fail(ErrorKind.UNAVAILABLE)))
        .isEqualTo("Failed(unavailable, delivered)");
  }

  @Test
  void aRoundThatFailsBeforeItsContentEndsTheWholeWhichHadSome() {
    assertThat(endAfterOneRound(script().fail(ErrorKind.CONNECTION)))
        .isEqualTo("Incomplete(connection)");
    assertThat(endAfterOneRound(script().fail(ErrorKind.CONTEXT_TOO_LONG)))
        .isEqualTo("Failed(context too long, delivered)");
    assertThat(endAfterOneRound(script().endOfInput())).isEqualTo("Failed(protocol, delivered)");
    assertThat(endAfterOneRound(script().complete())).isEqualTo("Failed(empty answer, delivered)");
    assertThat(endAfterOneRound(script().finish().complete())).isEqualTo("Completed(STOP)");
  }

  private static String endAfterOneRound(Script second) {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(script().token("a").then(calling("a", "f", "{}")), second);
    ToolRun call = lab.stream(new RecordingSink());
    String words = lab.words(call);
    assertThat(lab.model.requests).hasSize(2);
    assertThat(call.conversation()).isEqualTo(lab.model.asked().messages());
    return words;
  }

  @Test
  void aFirstRoundThatFailsIsAFailureWithNothingDelivered() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(script().fail(ErrorKind.AUTHENTICATION));
    assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Failed(authentication)");
  }

  @Test
  void aRoundThatIsCancelledBySomeoneElseCancelsTheWhole() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7").playing(script().token("a"));
    List<Call> rounds = new ArrayList<>();
    ToolLoop loop =
        lab.loop(
            ToolLoop.over(
                request -> {
                  rounds.add(lab.client.call(request));
                  return rounds.get(0);
                }));
    ToolRun call = lab.stream(loop.call(ChatRequest.of("Hello")), new RecordingSink());
    rounds.get(0).cancel(); // as its client does when it is closed
    assertThat(lab.words(call)).isEqualTo("Cancelled(delivered)");
  }

  @Test
  void aClientThatGivesNoCallForTheFirstRoundThrowsWhatItThrows() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7");
    lab.client.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(lab::call)
        .withMessage("The client of 'acme-eu' is closed");
  }

  @Test
  void aClientThatGivesNoCallForALaterRoundFailsTheWhole() {
    ToolLab lab = ToolLab.stepwise();
    lab.tool(
            "f",
            call -> {
              lab.client.close();
              return "7";
            })
        .playing(calling("a", "f", "{}"));
    ToolRun call = lab.stream(new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Failed(internal, delivered)");
    assertThat(((Outcome.Failed) lab.outcome(call)).cause())
        .hasMessageContaining("The client of 'acme-eu' is closed");
  }

  @Test
  void aClientThatGivesACallTwiceFailsTheWhole() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(calling("a", "f", "{}"), answering("x"));
    var same = lab.client.call(ChatRequest.of("Hello"));
    ToolRun call =
        lab.stream(
            lab.loop(ToolLoop.over(request -> same)).call(ChatRequest.of("Hello")),
            new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Failed(internal, delivered)");
  }

  @Test
  void aFunctionThatGivesNoCallIsSaidToGiveNone() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7");
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> lab.loop(ToolLoop.over(request -> null)).call(ChatRequest.of("Hello")))
        .withMessage("the function gave no call");
  }

  @Test
  void anExecutorThatTakesNoMoreWorkFailsTheWhole() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                script().toolCall(0, "a", "f", "{}").toolCall(1, "b", "f", "{}").then(asking()));
    lab.functions.reject();
    assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Failed(internal, delivered)");
  }

  @Test
  void whatIsAtWorkWhenTheExecutorTakesNoMoreIsStopped() {
    List<String> run = new ArrayList<>();
    ToolLab lab =
        ToolLab.stepwise()
            .tool(
                "f",
                call -> {
                  run.add(call.callId());
                  return "7";
                })
            .playing(
                script().toolCall(0, "a", "f", "{}").toolCall(1, "b", "f", "{}").then(asking()));
    lab.with(
        builder ->
            builder.executor(
                task -> {
                  lab.functions.execute(task);
                  lab.functions.reject();
                }));
    assertThat(lab.words(lab.stream(new RecordingSink()))).isEqualTo("Failed(internal, delivered)");
    assertThat(run).isEmpty();
  }

  @Test
  void aRoundWhoseStartThrowsFailsTheWholeThoughItIsCancelled() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7").playing(script().token("a"));
    ToolLoop loop =
        lab.loop(
            ToolLoop.over(
                request -> {
                  Call round = lab.client.call(request);
                  return (Call)
                      Proxy.newProxyInstance(
                          Call.class.getClassLoader(),
                          new Class<?>[] {Call.class},
                          (proxy, method, arguments) -> {
                            Object result = method.invoke(round, arguments);
                            if (method.getName().equals("stream")) {
                              throw new IllegalStateException("after it had begun");
                            }
                            return result;
                          });
                }));
    ToolRun call = lab.stream(loop.call(ChatRequest.of("Hello")), new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Failed(internal)");
    assertThat(((Outcome.Failed) lab.outcome(call)).cause())
        .hasMessageContaining("after it had begun");
    assertThat(lab.model.exchanges).allMatch(Exchange::isOver);
  }

  // ---- who served it ----

  @Test
  void theReportIsThatOfTheRounds() {
    Warning warning = new Warning(Warning.Kind.PROTOCOL, "odd");
    Script served = script().servedBy("acme-1-large").then(e -> e.warn(warning));
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                served.rateLimit("requests", 9).then(calling("a", "f", "{}")),
                served.rateLimit("requests", 8).then(answering("x")));
    ToolRun call =
        lab.stream(
            lab.loop(ToolLoop.over(lab.client::call)).call(ChatRequest.of("Hello")),
            new RecordingSink());
    Outcome outcome = lab.outcome(call);
    assertThat(outcome.report().provider()).isEqualTo("acme");
    assertThat(outcome.report().endpoint()).isEqualTo("acme-eu");
    assertThat(outcome.report().model()).contains("acme-1-large");
    assertThat(outcome.report().warnings()).as("told once").containsExactly(warning);
    assertThat(outcome.report().rateLimits().get(0).remaining()).hasValue(8);
  }

  @Test
  void whatAServiceDoesNotHonourIsWarnedOfOnce() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", c -> "7").playing(calling("a", "f", "{}"), answering("x"));
    ToolRun call =
        lab.stream(
            lab.loop().call(ChatRequest.builder().user("Hi").temperature(1.0).build()),
            new RecordingSink());
    assertThat(lab.outcome(call).report().warnings())
        .extracting(Warning::message)
        .containsExactly("'acme-eu' does not honour temperature: dropped");
  }

  @Test
  void aLoopIsAClientAndSoMayHaveALoopOverIt() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("outer", call -> "1")
            .playing(calling("a", "inner", "{}"), calling("b", "outer", "{}"), answering("x"));
    ToolLoop inner =
        ToolLoop.over(lab.client)
            .tool(new Tool("inner", "", "{}"), call -> "2")
            .runtime(lab.runtime)
            .executor(lab.functions)
            .build();
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.stream(lab.loop(ToolLoop.over(inner)).call(ChatRequest.of("Hello")), sink);
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(sink.signals)
        .containsExactly(
            "start", "tool 0 {}", "result a 2", "tool 1 {}", "result b 1", "token x", "end");
    assertThat(call.conversation()).hasSize(6);
    assertThat(inner.endpoint()).isEqualTo("acme-eu");
    assertThat(inner.provider()).isEqualTo("acme");
    lab.model.capabilities = Capabilities.builder().models("small").build();
    assertThat(inner.capabilities()).isSameAs(lab.model.capabilities);
    var models = inner.models().toCompletableFuture();
    lab.settle();
    assertThat(models.join()).extracting(ModelInfo::id).containsExactly("small");
  }

  @Test
  void aLoopOverAFunctionKnowsNothingOfServices() {
    ToolLoop loop = new ToolLab(false).tool("f", c -> "7").loop(ToolLoop.over(request -> null));
    assertThat(loop.provider()).isEqualTo("tool-loop");
    assertThat(loop.endpoint()).isEqualTo("tool-loop");
    assertThat(loop.capabilities().offers("anything")).isTrue();
    assertThat(loop.models().toCompletableFuture().join()).isEmpty();
  }

  @Test
  void tokensOnTheEventLoopOfARoundAreRefused() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7");
    lab.model.onEventLoop = true;
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> lab.call().tokens())
        .withMessageContaining("event loop");
  }

  // ---- building ----

  @Test
  void mistakesAreToldWhereTheyAreMade() {
    Tool tool = new Tool("f", "", "{}");
    ToolLab lab = ToolLab.stepwise();
    ToolLoop.Builder builder = ToolLoop.over(lab.client);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(builder::build);
    builder.tool(tool, call -> "7");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> builder.tool(tool, call -> "8"))
        .withMessage("There are two tools 'f'");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> builder.tool(tool, Duration.ZERO, call -> "8"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> builder.maxRounds(0));
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> builder.parallel(0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> builder.toolTimeout(Duration.ofSeconds(-1)));
  }

  /** An exchange of a round that is over takes nothing more. */
  @Test
  void whatAModelSaysAfterItsRoundIsLost() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(calling("a", "f", "{}"), script());
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.stream(sink);
    Exchange first = lab.model.exchanges.get(0);
    first.token("late");
    script().token("x").finish().complete().play(lab.model.exchange());
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(sink.text()).isEqualTo("x");
    assertThat(Optional.of(first.isOver())).contains(true);
  }
}
