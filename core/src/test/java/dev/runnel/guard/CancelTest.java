package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Timeouts;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract point 4: cancel in every phase, idempotent, aborting upstream exactly once. */
class CancelTest {
  @ParameterizedTest
  @EnumSource
  void beforeTheView(ShownView view) {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    call.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    ShownView.Shown shown = view.open(call);
    lab.settle();
    assertThat(shown.text()).isIn(" | Cancelled", " | CancellationException");
    assertThat(lab.driver.starts()).isZero();
    assertThat(lab.time.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void betweenTheViewAndTheStart(ShownView view) {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    ShownView.Shown shown = view.open(call);
    call.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    assertThat(shown.text()).isIn(" | Cancelled", " | CancellationException");
    assertThat(lab.driver.starts()).isZero();
    assertThat(lab.time.waiting()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void beforeTheFirstContent(ShownView view) {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    ShownView.Shown shown = view.open(call);
    lab.settle();
    call.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    assertThat(shown.text()).isIn(" | Cancelled", " | CancellationException");
    assertThat(lab.driver.aborts).hasValue(1);
    assertThat(lab.time.waiting()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void midStreamWhatWaitsIsDropped(boolean direct) {
    Lab lab = direct ? Lab.direct() : Lab.stepwise();
    RecordingSink sink = new RecordingSink(1);
    Call call = lab.stream(sink);
    script().tokens("a", "b").play(lab.driver.exchange());
    lab.settle();
    call.cancel();
    call.cancel();
    script().token("c").complete().play(lab.driver.exchange());
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled(delivered)");
    assertThat(sink.signals).containsExactly("start", "token a", "end");
    assertThat(lab.driver.aborts).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "token a"})
  void insideTheConsumersCodeTheEndFollowsItsReturn(String where) {
    Lab lab = Lab.stepwise().playing(script().tokens("a", "b", "c").complete());
    RecordingSink sink = new RecordingSink();
    AtomicBoolean endedInside = new AtomicBoolean();
    sink.then =
        signal -> {
          if (signal.equals(where)) {
            sink.call.cancel();
            endedInside.set(sink.outcome != null);
          }
        };
    Call call = lab.stream(sink);
    assertThat(Words.of(lab.outcome(call))).startsWith("Cancelled");
    assertThat(endedInside).isFalse();
    assertThat(sink.signals.get(sink.signals.size() - 2)).isEqualTo(where);
    assertThat(sink.violations()).isEmpty();
  }

  @Test
  void afterTheEndItChangesNothing() {
    Lab lab = Lab.stepwise().playing(script().token("a").complete());
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    call.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(NOT_GIVEN)");
    assertThat(sink.signals).endsWith("end").hasSize(3);
    assertThat(lab.driver.aborts).hasValue(0);
  }

  @Test
  void insideTheEndItChangesNothing() {
    Lab lab = Lab.stepwise().playing(script().token("a").complete());
    RecordingSink sink = new RecordingSink();
    sink.then = signal -> sink.call.cancel();
    sink.then =
        signal -> {
          if (signal.equals("end")) {
            sink.call.cancel();
          }
        };
    assertThat(Words.of(lab.outcome(lab.stream(sink)))).isEqualTo("Completed(NOT_GIVEN)");
  }

  @Test
  void betweenTheDriversEndAndItsDeliveryItStillCancelsWithoutAnAbort() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(0);
    Call call = lab.stream(sink);
    script().token("a").complete().play(lab.driver.exchange());
    call.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    assertThat(lab.driver.aborts).as("the driver had ended").hasValue(0);
  }

  @Test
  void inTheTail() {
    Lab lab = Lab.stepwise().playing(script().token("a").finish());
    Call call = lab.stream(new RecordingSink());
    call.cancel();
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled(delivered)");
    assertThat(lab.driver.aborts).hasValue(1);
    assertThat(lab.time.waiting()).isZero();
  }

  @Test
  void anAbortActionThatIsRegisteredLateRunsAtOnceAndOnce() {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    List<Exchange> late = new ArrayList<>();
    Call hand = lab.over(new LateDriver(late)).call(ChatRequest.of("Hello"));
    hand.stream(new RecordingSink());
    lab.settle();
    hand.cancel();
    lab.settle();
    AtomicInteger aborts = new AtomicInteger();
    late.get(0).onAbort(aborts::incrementAndGet);
    assertThat(aborts).hasValue(1);
    late.get(0).onAbort(aborts::incrementAndGet);
    assertThat(aborts).hasValue(1);
    assertThat(call.outcome().toCompletableFuture()).isNotDone();
  }

  @Test
  void anAbortActionThatIsRegisteredAfterTheDriversOwnEndNeverRuns() {
    Lab lab = Lab.stepwise();
    lab.stream(new RecordingSink());
    AtomicInteger aborts = new AtomicInteger();
    lab.driver.exchange().complete();
    lab.driver.exchange().onAbort(aborts::incrementAndGet);
    lab.settle();
    assertThat(aborts).hasValue(0);
    assertThat(lab.driver.aborts).hasValue(0);
  }

  @Test
  void aLaterAbortActionReplacesAnEarlierOne() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    AtomicInteger second = new AtomicInteger();
    lab.driver.exchange().onAbort(second::incrementAndGet);
    call.cancel();
    lab.settle();
    assertThat(lab.driver.aborts).hasValue(0);
    assertThat(second).hasValue(1);
  }

  @Test
  @Timeout(30)
  void aDriverThatBlocksInStartIsInterrupted() throws Exception {
    try (CallRuntime runtime = CallRuntime.create()) {
      CountDownLatch blocked = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      Call call =
          Drivers.client(
                  runtime,
                  (request, exchange) -> {
                    blocked.countDown();
                    try {
                      new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                      interrupted.countDown();
                    }
                  })
              .call(ChatRequest.of("Hello"));
      RecordingSink sink = new RecordingSink();
      call.stream(sink);
      blocked.await();
      call.cancel();
      assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Words.of(call.outcome().toCompletableFuture().get())).isEqualTo("Cancelled");
    }
  }

  @Test
  void anInterruptThatIsNotTheAbortsIsKept() {
    Lab lab = Lab.stepwise().playing(script().then(e -> Thread.currentThread().interrupt()));
    lab.stream(new RecordingSink());
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void theAbortsInterruptEndsWithTheStart() {
    Lab lab = Lab.stepwise();
    Call call = lab.call();
    boolean[] interrupted = {false};
    lab.playing(
        script()
            .then(
                exchange -> {
                  call.cancel();
                  interrupted[0] = Thread.currentThread().isInterrupted();
                }));
    call.stream(new RecordingSink());
    lab.settle();
    assertThat(interrupted[0]).as("within start").isTrue();
    assertThat(Thread.interrupted()).as("after it").isFalse();
  }

  @Test
  void anAbortActionThatIsRegisteredAfterTheDriversEndAndACancelNeverRuns() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    lab.driver.exchange().complete();
    call.cancel();
    AtomicInteger aborts = new AtomicInteger();
    lab.driver.exchange().onAbort(aborts::incrementAndGet);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    assertThat(aborts).hasValue(0);
  }

  @Test
  void cancelDoesNotWaitForTheAbortAction() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    call.cancel();
    assertThat(lab.driver.aborts).as("runs on its own threads").hasValue(0);
    lab.steps.runAll();
    assertThat(sink.outcome).as("comes without the abort").isNotNull();
    lab.settle();
    assertThat(lab.driver.aborts).hasValue(1);
  }

  @Test
  void aClockThatRunsOutAfterACancelChangesNothing() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    call.cancel();
    lab.time.advance(Timeouts.DEFAULT.total());
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Cancelled");
    assertThat(lab.driver.aborts).hasValue(1);
  }

  /** Keeps its exchange and registers nothing. */
  private record LateDriver(List<Exchange> exchanges) implements dev.runnel.spi.Driver {
    @Override
    public dev.runnel.api.Capabilities capabilities() {
      return dev.runnel.api.Capabilities.builder().openEnded().build();
    }

    @Override
    public void start(ChatRequest request, Exchange exchange) {
      exchanges.add(exchange);
    }
  }
}
