package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.IncompleteAnswerException;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Role;
import dev.runnel.api.Usage;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is particular to one view. */
@Timeout(60)
class ViewsTest {
  @Test
  void anAnswerGathersEverything() {
    Lab lab =
        Lab.stepwise()
            .playing(
                script()
                    .reasoning("let me ")
                    .reasoning("think")
                    .tokens("Hel", "lo")
                    .toolCall(1, "id-1", "weather", "{\"city\":")
                    .toolCall(0, "id-0", "time", "{}")
                    .moreArguments(1, "\"Ulm\"}")
                    .usage(1, 1)
                    .usage(5, 6)
                    .finish()
                    .complete());
    CompletableFuture<Answer> future = lab.call().answer().toCompletableFuture();
    lab.settle();
    Answer answer = future.join();
    assertThat(answer.text()).isEqualTo("Hello");
    assertThat(answer.reasoning()).isEqualTo("let me think");
    assertThat(answer.toolCalls())
        .containsExactly(
            new ContentPart.ToolCall("id-1", "weather", "{\"city\":\"Ulm\"}"),
            new ContentPart.ToolCall("id-0", "time", "{}"));
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.usage()).isEqualTo(Usage.reported(5, 6));
    assertThat(answer.report().endpoint()).isEqualTo("acme-eu");
  }

  @Test
  void anAnswersMessageHasItsPartsInTheOrderInWhichTheyArrived() {
    Answer answer =
        answer(
            script()
                .reasoning("one ")
                .reasoning("thought")
                .signature("acme:1")
                .reasoning("another")
                .tokens("Hel", "lo")
                .signature("acme:2")
                .toolCall(0, "id-0", "time", "{")
                .toolCall(1, "id-1", "weather", "{}")
                .moreArguments(0, "}")
                .token("!")
                .finish(FinishReason.Kind.TOOL_CALLS)
                .complete());
    assertThat(answer.message())
        .isEqualTo(
            new Message(
                Role.ASSISTANT,
                List.of(
                    new ContentPart.Reasoning("one thought", "acme:1"),
                    new ContentPart.Reasoning("another", null),
                    new ContentPart.Text("Hello"),
                    new ContentPart.Reasoning("", "acme:2"),
                    new ContentPart.ToolCall("id-0", "time", "{}"),
                    new ContentPart.ToolCall("id-1", "weather", "{}"),
                    new ContentPart.Text("!"))));
    assertThat(answer.messages()).containsExactly(answer.message());
    assertThat(answer.text()).isEqualTo("Hello!");
    assertThat(answer.reasoning()).isEqualTo("one thoughtanother");
    assertThat(answer.whole()).isTrue();
  }

  @Test
  void theMessageOfAnAnswerThatMetItsTokenLimitHasNoToolCalls() {
    Answer answer =
        answer(
            script()
                .token("I look.")
                .toolCall(0, "id-0", "time", "{\"zo")
                .finish(FinishReason.Kind.LENGTH)
                .complete());
    assertThat(answer.message()).isEqualTo(Message.assistant("I look."));
    assertThat(answer.toolCalls())
        .containsExactly(new ContentPart.ToolCall("id-0", "time", "{\"zo"));
  }

  @Test
  void theMessageOfAnAnswerThatBrokeOffHasNoToolCalls() {
    Lab lab =
        Lab.stepwise()
            .playing(script().token("I look.").toolCall(0, "id-0", "time", "{").endOfInput());
    CompletableFuture<Answer> future = lab.call().answer().toCompletableFuture();
    lab.settle();
    Answer partial =
        ((IncompleteAnswerException) catchThrowable(future::join).getCause()).partial();
    assertThat(partial.whole()).isFalse();
    assertThat(partial.message()).isEqualTo(Message.assistant("I look."));
    assertThat(partial.toolCalls()).hasSize(1);
  }

  @Test
  void whereToolsWereRunWithinTheCallTheAnswerIsSeveralMessages() {
    ContentPart.ToolCall call = new ContentPart.ToolCall("id-0", "time", "{}");
    ContentPart.ToolResult result = new ContentPart.ToolResult("id-0", "noon", false);
    Answer answer =
        answer(
            script()
                .token("I look.")
                .toolCall(0, "id-0", "time", "{}")
                .toolResult("id-0", "noon")
                .token("It is noon.")
                .finish()
                .complete());
    assertThat(answer.messages())
        .containsExactly(
            new Message(Role.ASSISTANT, List.of(new ContentPart.Text("I look."), call)),
            new Message(Role.TOOL, List.of(result)),
            Message.assistant("It is noon."));
    assertThat(answer.message().text()).isEqualTo("It is noon.");
    assertThat(answer.text()).isEqualTo("I look.It is noon.");
    assertThat(answer.toolCalls()).as("that wait for a result").isEmpty();
  }

  private static Answer answer(Script script) {
    Lab lab = Lab.stepwise().playing(script);
    CompletableFuture<Answer> future = lab.call().answer().toCompletableFuture();
    lab.settle();
    return future.join();
  }

  @Test
  void anIncompleteAnswerKeepsWhatHadArrived() {
    Lab lab = Lab.stepwise().playing(script().tokens("Hel", "lo").endOfInput());
    CompletableFuture<Answer> future = lab.call().answer().toCompletableFuture();
    lab.settle();
    Throwable thrown = catchThrowable(future::join);
    assertThat(thrown).isInstanceOf(CompletionException.class);
    IncompleteAnswerException incomplete = (IncompleteAnswerException) thrown.getCause();
    assertThat(incomplete.partial().text()).isEqualTo("Hello");
    assertThat(incomplete.outcome().reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);
    assertThat(incomplete.endpoint()).contains("acme-eu");
  }

  @Test
  void completingTheStageFromOutsideDoesNotChangeTheCall() {
    Lab lab = Lab.stepwise().playing(script().token("a").complete());
    Call call = lab.call();
    call.outcome().toCompletableFuture().cancel(true);
    call.answer().toCompletableFuture().cancel(true);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(NOT_GIVEN)");
  }

  @Test
  void tokensAreReadLazilyWithBoundedDemand() {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    try (Stream<String> tokens = call.tokens()) {
      lab.settle();
      Exchange exchange = lab.driver.exchange();
      int sent = 1;
      while (exchange.token(sent + " ") && sent < 10_000) {
        sent++;
      }
      assertThat(sent).isEqualTo(256);
      lab.settle();
      Iterator<String> each = tokens.iterator();
      for (int i = 1; i <= 200; i++) {
        assertThat(each.next()).isEqualTo(i + " ");
      }
      assertThat(exchange.wantsMore()).isTrue();
      exchange.complete();
      lab.settle();
      int rest = 0;
      while (each.hasNext()) {
        each.next();
        rest++;
      }
      assertThat(rest).isEqualTo(56);
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(NOT_GIVEN)");
  }

  @Test
  void contentThatTokensDoNotShowTakesNoneOfTheirDemand() {
    Lab lab = Lab.stepwise();
    try (Stream<String> tokens = lab.call().tokens()) {
      lab.settle();
      Exchange exchange = lab.driver.exchange();
      for (int i = 0; i < 1_000; i++) {
        exchange.reasoning("hm");
        lab.settle();
      }
      for (int i = 0; i < 1_000; i++) {
        exchange.reasoningSignature("acme:s");
        lab.settle();
      }
      assertThat(exchange.wantsMore()).isTrue();
      script().token("a").complete().play(exchange);
      lab.settle();
      assertThat(tokens.toList()).containsExactly("a");
    }
  }

  @Test
  void closingTheStreamEarlyCancels() {
    Lab lab = Lab.stepwise().playing(script().tokens("a", "b"));
    Call call = lab.call();
    try (Stream<String> tokens = call.tokens()) {
      lab.settle();
      assertThat(tokens.findFirst()).contains("a");
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled(delivered)");
    assertThat(lab.driver.aborts).hasValue(1);
  }

  @Test
  void closingTheStreamUnreadCancels() {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    call.tokens().close();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
  }

  @Test
  void closingTheStreamAfterItsEndChangesNothing() {
    Lab lab = Lab.stepwise().playing(script().token("a").complete());
    Call call = lab.call();
    try (Stream<String> tokens = call.tokens()) {
      lab.settle();
      assertThat(tokens.toList()).containsExactly("a");
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(NOT_GIVEN)");
  }

  @Test
  void tokensOnAnEventLoopAreRefusedAndTheCallKeepsItsView() {
    Lab lab = Lab.stepwise();
    Call call = lab.over(onEventLoop(() -> true)).call(ChatRequest.of("Hello"));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(call::tokens)
        .withMessageContaining("event loop");
    call.answer();
  }

  @Test
  void tokensThatWanderToAnEventLoopAreRefusedThere() {
    Lab lab = Lab.stepwise();
    boolean[] onEventLoop = {false};
    Call call = lab.over(onEventLoop(() -> onEventLoop[0])).call(ChatRequest.of("Hello"));
    try (Stream<String> tokens = call.tokens()) {
      onEventLoop[0] = true;
      assertThatExceptionOfType(IllegalStateException.class).isThrownBy(tokens::findFirst);
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
  }

  private static Driver onEventLoop(java.util.function.BooleanSupplier answer) {
    return new Driver() {
      @Override
      public Capabilities capabilities() {
        return Capabilities.builder().openEnded().build();
      }

      @Override
      public void start(ChatRequest request, Exchange exchange) {}

      @Override
      public boolean onEventLoop() {
        return answer.getAsBoolean();
      }
    };
  }

  @Test
  void aReaderThatIsInterruptedCancels() throws Exception {
    try (CallRuntime runtime = CallRuntime.create()) {
      CountDownLatch first = new CountDownLatch(1);
      Call call =
          Drivers.client(runtime, (request, exchange) -> exchange.token("a"))
              .call(ChatRequest.of("Hello"));
      CompletableFuture<Throwable> thrown = new CompletableFuture<>();
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread reader =
          new Thread(
              () -> {
                try (Stream<String> tokens = call.tokens()) {
                  thrown.complete(catchThrowable(() -> tokens.forEach(t -> first.countDown())));
                  flag.complete(Thread.currentThread().isInterrupted());
                }
              });
      reader.start();
      first.await();
      reader.interrupt();
      assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
      assertThat(flag.get()).as("interrupt flag").isTrue();
      assertThat(Words.of(call.outcome().toCompletableFuture().get(30, TimeUnit.SECONDS)))
          .isEqualTo("Cancelled(delivered)");
    }
  }

  @Test
  void aReaderThatWaitsIsWokenByACancelFromElsewhere() throws Exception {
    try (CallRuntime runtime = CallRuntime.create()) {
      CountDownLatch first = new CountDownLatch(1);
      Call call =
          Drivers.client(runtime, (request, exchange) -> exchange.token("a"))
              .call(ChatRequest.of("Hello"));
      CompletableFuture<Throwable> thrown =
          CompletableFuture.supplyAsync(
              () -> {
                try (Stream<String> tokens = call.tokens()) {
                  return catchThrowable(() -> tokens.forEach(t -> first.countDown()));
                }
              });
      first.await();
      call.cancel();
      assertThat(thrown.get(30, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void aPublisherShowsEveryEventAndUsageTakesDemand() {
    Lab lab =
        Lab.stepwise()
            .playing(
                script()
                    .reasoning("r")
                    .signature("acme:s")
                    .toolCall(0, "i", "f", "")
                    .toolResult("i", "7")
                    .token("t")
                    .usage(1, 2));
    Events events = new Events(5);
    Call call = lab.call();
    call.publisher().subscribe(events);
    lab.settle();
    assertThat(events.seen)
        .containsExactly(
            new ChatEvent.Reasoning("r"),
            new ChatEvent.ReasoningSignature("acme:s"),
            new ChatEvent.ToolCallDelta(0, Optional.of("i"), Optional.of("f"), ""),
            new ChatEvent.ToolResult(new ContentPart.ToolResult("i", "7", false)),
            new ChatEvent.Token("t"));
    events.subscription.request(1);
    lab.settle();
    assertThat(events.seen.get(5)).isEqualTo(new ChatEvent.UsageUpdate(Usage.reported(1, 2)));
    lab.driver.exchange().complete();
    lab.settle();
    assertThat(events.end).isEqualTo("complete");
  }

  @Test
  void nothingFollowsASubscribersCancel() {
    Lab lab = Lab.stepwise().playing(script().tokens("a", "b"));
    Events events = new Events(1);
    Call call = lab.call();
    call.publisher().subscribe(events);
    lab.settle();
    events.subscription.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled(delivered)");
    assertThat(events.seen).hasSize(1);
    assertThat(events.end).isNull();
  }

  @Test
  void theCallsOwnCancelIsAnErrorToASubscriber() {
    Lab lab = Lab.stepwise();
    Events events = new Events(1);
    Call call = lab.call();
    call.publisher().subscribe(events);
    lab.settle();
    call.cancel();
    lab.settle();
    assertThat(events.end).isInstanceOf(CancellationException.class);
  }

  @Test
  void demandBelowOneIsAnErrorToASubscriberAndTheConsumersFault() {
    Lab lab = Lab.stepwise();
    Events events = new Events(-3);
    Call call = lab.call();
    call.publisher().subscribe(events);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(consumer)");
    assertThat(events.end).isInstanceOf(IllegalArgumentException.class);
    assertThat(lab.driver.starts() == 0 || lab.driver.aborts.get() == 1).isTrue();
  }

  @Test
  void aSecondSubscriberIsTurnedDown() {
    Lab lab = Lab.stepwise().playing(script().token("a").complete());
    Call call = lab.call();
    Flow.Publisher<ChatEvent> publisher = call.publisher();
    Events first = new Events(10);
    Events second = new Events(10);
    publisher.subscribe(first);
    publisher.subscribe(second);
    lab.settle();
    assertThat(first.end).isEqualTo("complete");
    assertThat(second.end).isInstanceOf(IllegalStateException.class);
    assertThat(lab.driver.starts()).isEqualTo(1);
  }

  @Test
  void aFailedCallThrowsTheDriversOwnFailureStampedWithItsOrigin() {
    Lab lab = Lab.stepwise().playing(script().fail(ErrorKind.RATE_LIMITED));
    try (Stream<String> tokens = lab.call().tokens()) {
      lab.settle();
      ChatException failure = (ChatException) catchThrowable(tokens::findFirst);
      assertThat(failure.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
      assertThat(failure.provider()).contains("acme");
      assertThat(failure.endpoint()).contains("acme-eu");
      assertThat(failure.getStackTrace()[0].getClassName()).contains("ChatException");
    }
  }

  /** A subscriber that asks once and writes down what it sees. */
  private static final class Events implements Flow.Subscriber<ChatEvent> {
    final List<ChatEvent> seen = new ArrayList<>();
    private final long demand;
    Flow.Subscription subscription;
    Object end;

    Events(long demand) {
      this.demand = demand;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(demand);
    }

    @Override
    public void onNext(ChatEvent event) {
      seen.add(event);
    }

    @Override
    public void onError(Throwable thrown) {
      end = thrown;
    }

    @Override
    public void onComplete() {
      end = "complete";
    }
  }
}
