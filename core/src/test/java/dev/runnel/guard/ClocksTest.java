package dev.runnel.guard;

import static dev.runnel.guard.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Timeouts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Contract point 6: the clocks, on time that the test moves. */
class ClocksTest {
  private static final Timeouts DEFAULT = Timeouts.DEFAULT;
  private static final Duration TICK = Duration.ofMillis(1);

  @Test
  void firstContentRunsFromTheStart() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    lab.pass(DEFAULT.firstContent().minus(TICK));
    assertThat(lab.hasEnded(call)).isFalse();
    lab.pass(TICK);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Failed(timeout: first content)");
  }

  @Test
  void idleRunsBetweenContentsAndIsSetAnewByEach() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    for (int i = 0; i < 5; i++) {
      lab.driver.exchange().token("x");
      lab.settle();
      lab.pass(DEFAULT.idle().minus(TICK));
      assertThat(lab.hasEnded(call)).isFalse();
    }
    lab.pass(TICK);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Incomplete(timeout: idle)");
  }

  @Test
  void reasoningAndToolCallsSetTheIdleClockAnew() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    script().reasoning("hm").play(lab.driver.exchange());
    lab.pass(DEFAULT.idle().minus(TICK));
    script().toolCall(0, "1", "f", "").play(lab.driver.exchange());
    lab.pass(DEFAULT.idle().minus(TICK));
    assertThat(lab.hasEnded(call)).isFalse();
  }

  @Test
  void whatIsNoContentDoesNotKeepACallAlive() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    lab.driver.exchange().token("x");
    for (int i = 0; i < 7; i++) {
      lab.pass(Duration.ofSeconds(10)); // keep-alives, of which a driver tells nothing but this
      script().token("").usage(i, i).servedBy("m").play(lab.driver.exchange());
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Incomplete(timeout: idle)");
  }

  @Test
  void totalRunsFromTheStartWhateverArrives() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    for (int second = 0; second < 600; second++) {
      assertThat(lab.hasEnded(call)).isFalse();
      lab.driver.exchange().token("x");
      lab.pass(Duration.ofSeconds(1));
    }
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Incomplete(timeout: total)");
    assertThat(lab.driver.aborts).hasValue(1);
  }

  @Test
  void totalPreemptsWhatWaitsForDemand() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink(1);
    Call call = lab.stream(sink);
    script().tokens("a", "b").finish().complete().play(lab.driver.exchange());
    lab.settle();
    lab.pass(DEFAULT.total());
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Incomplete(timeout: total)");
    assertThat(sink.text()).isEqualTo("a");
    assertThat(lab.driver.aborts).as("the driver had ended").hasValue(0);
  }

  @Test
  void aClockThatRunsOutWhileTheConsumerWorksEndsTheCallAfterItsReturn() {
    Lab lab = Lab.stepwise().playing(script().tokens("a", "b"));
    RecordingSink sink = new RecordingSink();
    AtomicReference<Outcome> inside = new AtomicReference<>();
    sink.then =
        signal -> {
          if (signal.equals("token a")) {
            lab.time.advance(DEFAULT.total());
            inside.set(sink.outcome);
          }
        };
    assertThat(Words.of(lab.outcome(lab.stream(sink)))).isEqualTo("Incomplete(timeout: total)");
    assertThat(inside).hasNullValue();
    assertThat(sink.signals).containsExactly("start", "token a", "end");
  }

  @Test
  void anIdleTimeoutLosesNothingThatHadArrived() {
    Lab lab = Lab.stepwise();
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    script().tokens("a", "b").play(lab.driver.exchange());
    lab.time.advance(DEFAULT.idle()); // before a thread was there to deliver
    lab.settle();
    assertThat(sink.signals).containsExactly("start", "token a", "token b", "end");
    assertThat(Words.of(sink.outcome)).isEqualTo("Incomplete(timeout: idle)");
  }

  @Test
  void aRequestBringsItsOwnClocks() {
    Timeouts own = DEFAULT.withFirstContent(Duration.ofSeconds(2)).withIdle(Duration.ofSeconds(1));
    Lab lab = Lab.stepwise();
    Call call = lab.client().call(ChatRequest.builder().user("Hello").timeouts(own).build());
    call.stream(new RecordingSink());
    lab.settle();
    assertThat(lab.driver.exchange().timeouts()).isEqualTo(own);
    lab.pass(Duration.ofSeconds(2));
    Outcome.Failed failed = (Outcome.Failed) lab.outcome(call);
    assertThat(failed.cause().clock()).contains(Timeouts.Clock.FIRST_CONTENT);
    assertThat(failed.cause()).hasMessage("No content within 2 s");
    assertThat(failed.cause().retry()).isEqualTo(RetryAdvice.SAME_ENDPOINT);
  }

  @Test
  void theClientsClocksHoldOtherwise() {
    Timeouts clocks = DEFAULT.withIdle(Duration.ofMillis(250));
    Lab lab = Lab.stepwise().with(GuardSettings.DEFAULT.withTimeouts(clocks));
    Call call = lab.stream(new RecordingSink());
    lab.driver.exchange().token("x");
    lab.pass(Duration.ofMillis(250));
    ChatException cause = ((Outcome.Incomplete) lab.outcome(call)).cause();
    assertThat(cause).hasMessage("No further content for 250 ms");
    assertThat(cause.describe())
        .isEqualTo(
            "acme-eu: No further content for 250 ms. Ask again, ask another service, or raise the"
                + " idle timeout");
  }

  @Test
  void clocksOfHalfEternityDoNotOverflow() {
    Duration eternity = Duration.ofSeconds(Long.MAX_VALUE);
    Lab lab = Lab.stepwise();
    Call call =
        lab.client()
            .call(
                ChatRequest.builder()
                    .user("Hello")
                    .timeouts(DEFAULT.withFirstContent(eternity).withIdle(eternity))
                    .build());
    call.stream(new RecordingSink());
    lab.settle();
    lab.pass(DEFAULT.total().minus(TICK));
    assertThat(lab.hasEnded(call)).isFalse();
    call.cancel();
    lab.settle();
  }

  @Test
  void theTailEndsACallWhoseServiceGaveAFinishReasonAndStays() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    script().token("x").finish().play(lab.driver.exchange());
    lab.pass(GuardSettings.DEFAULT.tail().minus(TICK));
    assertThat(lab.hasEnded(call)).isFalse();
    lab.pass(TICK);
    assertThat(Words.of(lab.outcome(call))).isEqualTo("Completed(STOP)");
    assertThat(lab.driver.aborts).hasValue(1);
  }

  @Test
  void usageThatArrivesInTheTailIsKept() {
    Lab lab = Lab.stepwise();
    Call call = lab.stream(new RecordingSink());
    script().token("x").finish().usage(1, 2).play(lab.driver.exchange());
    lab.pass(GuardSettings.DEFAULT.tail());
    assertThat(lab.outcome(call).usage().totalTokens()).hasValue(3);
  }

  @Test
  void anEndedCallLeavesNoTimer() {
    Lab lab = Lab.stepwise().playing(script().token("x").finish().complete());
    lab.stream(new RecordingSink());
    assertThat(lab.time.waiting()).isZero();
  }

  @Test
  void aClockAbortsElsewhereThanOnItsOwnThread() {
    Lab lab = Lab.direct();
    RecordingSink sink = new RecordingSink();
    lab.stream(sink);
    lab.time.advance(DEFAULT.firstContent());
    assertThat(lab.driver.aborts).as("not on the clock's thread").hasValue(0);
    assertThat(sink.outcome).as("not on the clock's thread").isNull();
    lab.settle();
    assertThat(lab.driver.aborts).hasValue(1);
    assertThat(sink.outcome).isNotNull();
  }
}
