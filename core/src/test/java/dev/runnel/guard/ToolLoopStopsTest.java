package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static dev.runnel.guard.ToolLoopTest.answering;
import static dev.runnel.guard.ToolLoopTest.asking;
import static dev.runnel.guard.ToolLoopTest.calling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Message;
import dev.runnel.api.Tool;
import dev.runnel.tools.ToolLoop;
import dev.runnel.tools.ToolRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancel in every phase of a loop, consumers that throw, demand, and closing. */
class ToolLoopStopsTest {
  @Test
  void cancelBeforeTheStartStartsNothing() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7").playing(answering("x"));
    ToolRun call = lab.call();
    call.cancel();
    RecordingSink sink = new RecordingSink();
    lab.stream(call, sink);
    assertThat(lab.words(call)).isEqualTo("Cancelled");
    assertThat(lab.model.requests).isEmpty();
    assertThat(sink.signals).containsExactly("start", "end");
  }

  @Test
  void cancelWhileTheModelAnswersAbortsTheModel() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(calling("a", "f", "{}"), script().token("b"));
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.stream(sink);
    call.cancel();
    assertThat(lab.words(call)).isEqualTo("Cancelled(delivered)");
    assertThat(lab.model.aborts).isEqualTo(1);
    assertThat(sink.signals).endsWith("token b", "end");
    assertThat(call.conversation()).as("fit to be sent again").hasSize(3);
  }

  @Test
  void cancelWhileAFunctionRunsInterruptsItAndItsResultIsIgnored() {
    ToolLab lab = ToolLab.stepwise();
    List<String> seen = new ArrayList<>();
    Call[] cancelled = new Call[1];
    lab.tool(
            "f",
            call -> {
              call.onCancel(() -> seen.add("told"));
              cancelled[0].cancel();
              lab.settleButFunctions();
              seen.add("cancelled " + call.isCancelled());
              seen.add("interrupted " + Thread.currentThread().isInterrupted());
              call.onCancel(() -> seen.add("told at once"));
              call.onCancel(
                  () -> {
                    throw new IllegalStateException("mine");
                  });
              return "late";
            })
        .playing(script().toolCall(0, "a", "f", "{}").toolCall(1, "b", "f", "{}").then(asking()));
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.call();
    cancelled[0] = call;
    lab.stream(call, sink);
    assertThat(lab.words(call)).isEqualTo("Cancelled(delivered)");
    assertThat(seen)
        .as("and the second function does not start")
        .containsExactly("told", "cancelled true", "interrupted true", "told at once");
    assertThat(Thread.interrupted()).as("the interrupt ends with the function").isFalse();
    assertThat(sink.signals).containsExactly("start", "tool 0 {}", "tool 1 {}", "end");
    assertThat(lab.model.requests).hasSize(1);
    assertThat(call.conversation())
        .as("no calls without results")
        .containsExactly(Message.user("Hello"));
  }

  @Test
  void anActionForCancelDoesNotRunAfterItsFunctionHasReturned() {
    ToolLab lab = ToolLab.stepwise();
    List<String> seen = new ArrayList<>();
    lab.tool(
            "f",
            call -> {
              call.onCancel(() -> seen.add("told"));
              return "7";
            })
        .playing(calling("a", "f", "{}"), script().token("b"));
    ToolRun call = lab.stream(new RecordingSink());
    call.cancel();
    assertThat(lab.words(call)).isEqualTo("Cancelled(delivered)");
    assertThat(seen).isEmpty();
  }

  @Test
  void cancelBetweenTheRoundsAsksNoMore() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(calling("a", "f", "{}"), answering("x"));
    RecordingSink sink = new RecordingSink();
    ToolRun call = lab.call();
    call.stream(sink);
    lab.settleButFunctions();
    lab.functions.run(0); // its result is in, and the next round on its way
    call.cancel();
    assertThat(lab.words(call)).isEqualTo("Cancelled(delivered)");
    assertThat(lab.model.requests).hasSizeLessThan(2);
    assertThat(sink.text()).isEmpty();
  }

  @Test
  void cancelWhileTheNextRoundIsAskedForStartsItNot() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(calling("a", "f", "{}"), answering("x"));
    Call[] whole = new Call[1];
    List<ChatRequest> rounds = new ArrayList<>();
    ToolLoop loop =
        lab.loop(
            ToolLoop.over(
                request -> {
                  rounds.add(request);
                  if (rounds.size() == 2) {
                    whole[0].cancel();
                    lab.settleButFunctions();
                  }
                  return lab.client.call(request);
                }));
    ToolRun call = loop.call(ChatRequest.of("Hello"));
    whole[0] = call;
    lab.stream(call, new RecordingSink());
    assertThat(lab.words(call)).isEqualTo("Cancelled(delivered)");
    assertThat(rounds).hasSize(2);
    assertThat(lab.model.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "token a", "tool 0 {}", "result a 7", "token x"})
  void aConsumerThatThrowsStopsEverything(String where) {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(script().token("a").then(calling("a", "f", "{}")), script().token("x"));
    RecordingSink sink = new RecordingSink();
    sink.then =
        signal -> {
          if (signal.equals(where)) {
            throw new IllegalStateException("mine");
          }
        };
    ToolRun call = lab.stream(sink);
    assertThat(lab.words(call)).startsWith("Failed(consumer");
    assertThat(sink.signals).endsWith(where, "end");
    assertThat(sink.violations()).isEmpty();
    assertThat(lab.model.exchanges).allMatch(exchange -> exchange.isOver());
  }

  @Test
  void whereNothingIsAskedForTheModelIsNotRead() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7");
    RecordingSink sink = new RecordingSink(0);
    ToolRun call = lab.stream(sink);
    assertThat(lab.model.exchange().wantsMore()).isFalse();
    lab.pass(Duration.ofMinutes(5));
    assertThat(lab.model.exchange().isOver()).as("the round's clocks stand still").isFalse();
    call.request(1);
    lab.settle();
    assertThat(lab.model.exchange().wantsMore()).isTrue();
    assertThat(lab.model.resumes).isEqualTo(1);
  }

  @Test
  void aConsumerThatStopsAskingStopsTheModelAtOnce() {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7");
    RecordingSink sink = new RecordingSink(1);
    ToolRun call = lab.stream(sink);
    int sent = 0;
    while (lab.model.exchange().wantsMore() && sent < 1_000) {
      lab.model.exchange().token(sent++ + " ");
      lab.settle();
    }
    assertThat(sent).isEqualTo(1);
    assertThat(sink.text()).isEqualTo("0 ");
    for (int taken = 1; taken < 500; taken++) {
      call.request(1);
      lab.settle();
      while (lab.model.exchange().wantsMore() && sent < 1_000) {
        lab.model.exchange().token(sent++ + " ");
        lab.settle();
      }
      assertThat(sent).isEqualTo(taken + 1);
    }
    assertThat(sink.text()).endsWith("498 499 ");
  }

  @Test
  void aResultTakesDemandAsOtherContentDoes() {
    ToolLab lab =
        ToolLab.stepwise().tool("f", call -> "7").playing(calling("a", "f", "{}"), answering("x"));
    RecordingSink sink = new RecordingSink(1);
    ToolRun call = lab.stream(sink);
    assertThat(sink.signals).containsExactly("start", "tool 0 {}");
    assertThat(lab.model.requests).as("asked on, and not read").hasSize(2);
    call.request(1);
    lab.settle();
    assertThat(sink.signals).endsWith("result a 7");
    call.request(1);
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
  }

  @Test
  void resultsOfAnySizeWaitForTheirConsumer() {
    String large = "x".repeat((1 << 20) + 1);
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> large)
            .playing(
                script().toolCall(0, "a", "f", "{}").toolCall(1, "b", "f", "{}").then(asking()),
                answering("x"));
    RecordingSink sink = new RecordingSink(1);
    ToolRun call = lab.stream(sink);
    call.request(100);
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(sink.signals).contains("result a " + large, "result b " + large);
  }

  @Test
  void aPublisherKeepsItsDemandThroughTheRounds() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(
                script().signature("acme:s").then(calling("a", "f", "{}")),
                script().tokens("x", "y").usage(1, 1).finish().complete());
    ToolRun call = lab.call();
    List<Object> seen = new ArrayList<>();
    StringBuilder end = new StringBuilder();
    var subscription = new Flow.Subscription[1];
    call.publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription given) {
                subscription[0] = given;
              }

              @Override
              public void onNext(ChatEvent event) {
                seen.add(event.getClass().getSimpleName());
              }

              @Override
              public void onError(Throwable thrown) {
                end.append(thrown);
              }

              @Override
              public void onComplete() {
                end.append("complete");
              }
            });
    lab.settle();
    for (int asked = 1; asked <= 6; asked++) {
      subscription[0].request(1);
      lab.settle();
      assertThat(seen).hasSize(asked);
    }
    assertThat(seen)
        .containsExactly(
            "ReasoningSignature", "ToolCallDelta", "ToolResult", "Token", "Token", "UsageUpdate");
    assertThat(lab.words(call)).isEqualTo("Completed(STOP)");
    assertThat(end).hasToString("complete");
  }

  @Test
  void closingAStreamEarlyStopsTheLoop() {
    ToolLab lab =
        ToolLab.stepwise()
            .tool("f", call -> "7")
            .playing(calling("a", "f", "{}"), script().tokens("x", "y"));
    ToolRun call = lab.call();
    try (Stream<String> tokens = call.tokens()) {
      lab.settle();
      assertThat(tokens.findFirst()).contains("x");
    }
    assertThat(lab.words(call)).isEqualTo("Cancelled(delivered)");
    assertThat(lab.model.aborts).isEqualTo(1);
  }

  @Test
  void closingTheLoopCancelsItsCallsAndLetsTheClientBe() throws Exception {
    ToolLab lab = ToolLab.stepwise().tool("f", call -> "7").playing(script().token("a"));
    try (CallRuntime runtime = CallRuntime.create()) {
      ToolLoop loop = lab.loop(ToolLoop.over(lab.client));
      ToolLoop threaded =
          ToolLoop.over(Guard.guard(lab.model, "acme", "acme-eu", GuardSettings.DEFAULT, runtime))
              .tool(new Tool("f", "", "{}"), call -> "7")
              .build();
      RecordingSink sink = new RecordingSink();
      Call early = threaded.call(ChatRequest.of("Hello"));
      Call call = threaded.call(ChatRequest.of("Hello"));
      call.stream(sink);
      sink.started.await();
      threaded.close();
      threaded.close();
      sink.ended.await();
      assertThat(Words.of(call.outcome().toCompletableFuture().get())).startsWith("Cancelled");
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> threaded.call(ChatRequest.of("Hello")));
      RecordingSink late = new RecordingSink();
      early.stream(late);
      late.ended.await();
      assertThat(Words.of(early.outcome().toCompletableFuture().get())).isEqualTo("Cancelled");
      loop.close();
      assertThat(lab.client.call(ChatRequest.of("Hello"))).isNotNull();
    }
  }
}
