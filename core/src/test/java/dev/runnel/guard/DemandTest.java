package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.spi.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract point 5: what is asked for, what the driver is told, and what bounds it. */
class DemandTest {
  @Test
  void aSignatureTakesNoDemandOfASinkAndKeepsItsPlace() {
    Lab lab =
        Lab.stepwise()
            .playing(script().signature("acme:1").token("a").signature("acme:2").token("b"));
    RecordingSink sink = new RecordingSink(1);
    Call call = lab.stream(sink);
    assertThat(sink.signals)
        .containsExactly("start", "signature acme:1", "token a", "signature acme:2");
    call.request(1);
    lab.settle();
    assertThat(sink.signals).endsWith("token b");
  }

  private static final String KILOBYTE = "x".repeat(1024);

  @Test
  void withoutDemandNothingIsDeliveredAndTheDriverIsToldToPause() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(0);
    lab.stream(sink);
    Exchange exchange = lab.driver.exchange();
    assertThat(exchange.wantsMore()).isFalse();
    assertThat(exchange.token("a")).isFalse();
    lab.settle();
    assertThat(sink.signals).containsExactly("start");
    assertThat(lab.driver.resumes).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsAskedForIsDeliveredAndNoMore(boolean direct) {
    Lab lab = direct ? Lab.direct() : Lab.stepwise();
    RecordingSink sink = new RecordingSink(2);
    Call call = lab.stream(sink);
    Exchange exchange = lab.driver.exchange();
    int resumesAtStart = lab.driver.resumes.get();
    assertThat(exchange.token("a")).isTrue();
    assertThat(exchange.token("b")).isFalse();
    assertThat(exchange.token("c")).isFalse();
    lab.settle();
    assertThat(sink.text()).isEqualTo("ab");
    call.request(1);
    lab.settle();
    assertThat(sink.text()).isEqualTo("abc");
    assertThat(exchange.wantsMore()).isFalse();
    assertThat(lab.driver.resumes).as("c had come already").hasValue(resumesAtStart);
    call.request(1);
    assertThat(exchange.wantsMore()).isTrue();
    assertThat(lab.driver.resumes).hasValue(resumesAtStart + 1);
  }

  @Test
  void reasoningAndToolCallsTakeDemandAndUsageDoesNot() {
    Lab lab = Lab.stepwise().playing(script().usage(1, 1).reasoning("r").usage(2, 2).token("t"));
    RecordingSink sink = new RecordingSink(1);
    Call call = lab.stream(sink);
    assertThat(sink.signals).containsExactly("start", "usage 2", "reasoning r", "usage 4");
    call.request(1);
    lab.settle();
    assertThat(sink.signals).endsWith("token t");
  }

  @Test
  void emptyContentIsNoneAndTakesNoDemand() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(1);
    lab.stream(sink);
    assertThat(lab.driver.exchange().token("")).isTrue();
    assertThat(lab.driver.exchange().reasoning("")).isTrue();
    assertThat(lab.driver.exchange().token("a")).isFalse();
    lab.settle();
    assertThat(sink.signals).containsExactly("start", "token a");
  }

  @Test
  void demandAddsUpWithoutOverflow() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(Long.MAX_VALUE);
    Call call = lab.stream(sink);
    call.request(Long.MAX_VALUE);
    call.request(7);
    assertThat(lab.driver.exchange().token("a")).isTrue();
    lab.settle();
    assertThat(sink.text()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void demandBelowOneIsRefused(long contents) {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> call.request(contents));
  }

  @Test
  void demandIsTakenOnASinksBehalfOnly() {
    Lab lab = Lab.stepwise();
    Call unseen = lab.call();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> unseen.request(1));
    Call gathering = lab.call();
    gathering.answer();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> gathering.request(1));
  }

  @Test
  void requestingAfterTheEndDoesNothing() {
    Lab lab = Lab.stepwise().playing(script().token("a").complete());
    RecordingSink sink = new RecordingSink();
    Call call = lab.stream(sink);
    call.request(5);
    lab.settle();
    assertThat(sink.signals).containsExactly("start", "token a", "end");
  }

  @Test
  void oneByOneDeliveredDirectlyTheDriverIsNeverToldToPause() {
    Lab lab = Lab.direct();
    RecordingSink sink = new RecordingSink(1);
    sink.then =
        signal -> {
          if (signal.startsWith("token")) {
            sink.call.request(1);
          }
        };
    lab.stream(sink);
    // Otherwise the driver would pause after its resume had run, and sleep for ever.
    assertThat(lab.driver.exchange().token("a")).isTrue();
    assertThat(lab.driver.exchange().token("b")).isTrue();
  }

  @Test
  void aResumeThatIsRegisteredAfterDemandReturnedIsNotMissed() {
    Lab lab = Lab.stepwise();
    List<Exchange> exchanges = new ArrayList<>();
    Call call =
        Drivers.client(lab.runtime, (request, exchange) -> exchanges.add(exchange))
            .call(ChatRequest.of("Hello"));
    RecordingSink sink = new RecordingSink(1);
    call.stream(sink);
    lab.settle();
    Exchange exchange = exchanges.get(0);
    assertThat(exchange.token("a")).isFalse();
    lab.settle();
    call.request(1); // before the driver got round to saying what resumes it
    AtomicInteger resumes = new AtomicInteger();
    exchange.onDemand(resumes::incrementAndGet);
    assertThat(resumes).hasValue(1);
    exchange.onDemand(resumes::incrementAndGet);
    assertThat(resumes).as("once").hasValue(1);
  }

  @Test
  void aSlowConsumerPausesTheDriverThoughItAskedForEverything() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    Exchange exchange = lab.driver.exchange();
    int resumes = lab.driver.resumes.get();
    int sent = 0;
    while (exchange.token(KILOBYTE) && sent < 1_000) {
      sent++;
    }
    assertThat(sent).as("kilobytes before the pause").isBetween(32, 64);
    assertThat(exchange.wantsMore()).isFalse();
    lab.settle();
    assertThat(sink.text()).hasSize((sent + 1) * 1024);
    assertThat(exchange.wantsMore()).isTrue();
    assertThat(lab.driver.resumes).hasValue(resumes + 1);
  }

  @Test
  void tinyTokensWeighWhatTheyCostOnTheHeap() {
    Lab lab = Lab.stepwise();
    lab.stream(new RecordingSink());
    int sent = 0;
    while (lab.driver.exchange().token("x") && sent < 100_000) {
      sent++;
    }
    assertThat(sent).as("one-letter tokens before the pause").isLessThan(2_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDriverThatIgnoresDemandFailsAtTheBoundAndAtOnce(boolean finished) {
    Lab lab = Lab.stepwise().with(GuardSettings.DEFAULT.withMaxBufferedBytes(100 * 1024));
    RecordingSink sink = new RecordingSink(0);
    Call call = lab.stream(sink);
    Exchange exchange = lab.driver.exchange();
    if (finished) {
      script().finish().play(exchange);
    }
    int sent = 0;
    while (!exchange.isOver() && sent < 10_000) {
      exchange.token(KILOBYTE);
      sent++;
    }
    assertThat(sent).as("kilobytes that were taken").isBetween(90, finished ? 200 : 101);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(internal)");
    assertThat(((Outcome.Failed) sink.outcome).cause()).hasMessageContaining("ignores demand");
    assertThat(sink.signals).as("nobody asked for content").containsExactly("start", "end");
    assertThat(lab.driver.aborts).hasValue(1);
  }

  @Test
  void aDriverThatIgnoresDemandWithinTheBoundIsForgiven() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(1);
    Call call = lab.stream(sink);
    for (int i = 0; i < 500; i++) {
      lab.driver.exchange().token("x");
    }
    lab.driver.exchange().complete();
    assertThat(lab.hasEnded(call)).isFalse();
    call.request(Long.MAX_VALUE);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(NOT_GIVEN)");
    assertThat(sink.text()).hasSize(500);
  }

  @Test
  void usageReportsWithoutEndAreBoundedToo() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink(0));
    Exchange exchange = lab.driver.exchange();
    lab.steps.runAll();
    for (int i = 0; i < 100_000 && !exchange.isOver(); i++) {
      script().usage(i, i).play(exchange); // never delivered: no step is run
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(internal)");
  }

  @Test
  void warningsWithoutEndAreBoundedToo() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    for (int i = 0; i < 100_000; i++) {
      lab.driver
          .exchange()
          .warn(new dev.runnel.api.Warning(dev.runnel.api.Warning.Kind.OTHER, "odd"));
    }
    call.cancel();
    assertThat(lab.outcome(call).report().warnings()).hasSizeLessThan(1_000);
  }

  @Test
  void atZeroDemandTheIdleClockStandsStillAndTheTotalClockDoesNot() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(1);
    Call call = lab.stream(sink);
    lab.driver.exchange().token("a");
    lab.settle();
    lab.pass(Timeouts.DEFAULT.idle().multipliedBy(3));
    assertThat(lab.hasEnded(call)).isFalse();
    call.request(1);
    lab.pass(Timeouts.DEFAULT.idle().minusNanos(1));
    assertThat(lab.hasEnded(call)).isFalse();
    lab.pass(java.time.Duration.ofNanos(1));
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Incomplete(timeout: idle)");
  }

  @Test
  void aConsumerThatAsksForNothingIsEndedByTheTotalClock() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink(0));
    lab.driver.exchange().token("a");
    lab.pass(Timeouts.DEFAULT.total());
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(timeout: total)");
  }

  @Test
  void theTailIsReadWithoutDemandSinceItHoldsNoContent() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(1);
    Call call = lab.stream(sink);
    Exchange exchange = lab.driver.exchange();
    int resumes = lab.driver.resumes.get();
    exchange.token("a");
    assertThat(exchange.wantsMore()).isFalse();
    script().finish().play(exchange);
    assertThat(exchange.wantsMore()).isTrue();
    assertThat(lab.driver.resumes).hasValue(resumes + 1);
    script().usage(1, 2).complete().play(exchange);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(STOP)");
    assertThat(sink.signals).containsExactly("start", "token a", "usage 3", "end");
  }

  @Test
  void aFullBatchIsDeliveredBeforeItEnds() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    Exchange exchange = lab.driver.exchange();
    exchange.batch(
        () -> {
          int sent = 0;
          while (exchange.token(KILOBYTE) && sent < 1_000) {
            sent++;
          }
          lab.settle(); // a driver that waits for demand within its batch would wait for itself
          assertThat(exchange.wantsMore()).isTrue();
        });
  }

  @Test
  void aResumeThatSignalsContentAtOnceKeepsTheOrder() {
    for (boolean direct : new boolean[] {true, false}) {
      Lab lab = direct ? Lab.direct() : Lab.stepwise();
      RecordingSink sink = new RecordingSink(1);
      sink.then =
          signal -> {
            if (signal.startsWith("token")) {
              sink.call.request(1);
            }
          };
      Call call = lab.stream(sink);
      Exchange exchange = lab.driver.exchange();
      AtomicInteger next = new AtomicInteger();
      exchange.onDemand(
          () -> {
            if (next.get() < 1_000) {
              exchange.token(next.incrementAndGet() + " ");
            } else if (next.getAndIncrement() == 1_000) {
              exchange.complete();
            }
          });
      exchange.token("0 ");
      lab.settle();
      for (int i = 0; i < 2_000 && !exchange.isOver(); i++) {
        exchange.token(next.incrementAndGet() + " ");
        lab.settle();
        if (next.get() >= 1_000) {
          exchange.complete();
        }
      }
      assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(NOT_GIVEN)");
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < sink.signals.size() - 2; i++) {
        expected.append(i).append(' ');
      }
      assertThat(sink.text()).isEqualTo(expected.toString());
      assertThat(sink.violations()).isEmpty();
    }
  }
}
