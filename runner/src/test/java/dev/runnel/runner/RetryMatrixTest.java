package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.runner.attempt.Phase;
import dev.runnel.runner.attempt.RetryRules;
import dev.runnel.runner.attempt.Verdict;
import dev.runnel.runner.stage.Asked;
import dev.runnel.runner.stage.Heard;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.spi.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The table of docs/attempts.md, every cell of it: the first candidate fails so, then; who was
 * asked, how often and when, what the user saw, and that nothing goes on.
 */
class RetryMatrixTest {
  /** How long the first candidate takes to fail. */
  private static final long TAKES = 100;

  /** Half of what may be waited after the first failure. */
  private static final long WAIT = 250;

  @TestFactory
  Stream<DynamicTest> everyKindInEveryPhase() {
    return Stream.of(ErrorKind.values())
        .flatMap(
            kind ->
                Stream.of(Phase.values())
                    .map(phase -> dynamicTest(kind + ", " + phase, () -> plays(kind, phase))));
  }

  private static void plays(ErrorKind kind, Phase phase) {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      ChatException failure = failure(kind, phase);
      lab.service("a").does(failing(lab, failure, phase));
      lab.service("b").does(AttemptLab.answering("from b"));
      RunnerCall call = lab.call();
      Heard heard = lab.stream(call);
      lab.pass(60_000);

      long takes = phase == Phase.CONNECTING ? 0 : TAKES;
      Verdict verdict = RetryRules.usual(kind, phase);
      List<Long> a = lab.service("a").times();
      List<Long> b = lab.service("b").times();
      switch (verdict) {
        case RETRIED -> {
          assertThat(a).containsExactly(0L, takes + WAIT);
          assertThat(b).containsExactly(takes + WAIT + takes);
        }
        case MOVED_ON -> {
          assertThat(a).containsExactly(0L);
          assertThat(b).containsExactly(takes);
        }
        case ENDED -> {
          assertThat(a).containsExactly(0L);
          assertThat(b).isEmpty();
        }
      }
      if (verdict == Verdict.ENDED) {
        assertEndsAsTheCandidateSaid(call, heard, failure, phase);
      } else {
        assertAnsweredByTheOther(call, heard, a.size());
      }
      assertThat(heard.outcome()).isEqualTo(outcome(call));
      assertThat(lab.services.values())
          .flatExtracting(one -> one.asked())
          .allMatch(Asked::isOver, "is over");
      assertThat(lab.time.waiting()).as("timers").isZero();
    }
  }

  private static void assertAnsweredByTheOther(RunnerCall call, Heard heard, int failures) {
    assertThat(heard.text()).isEqualTo("from b");
    assertThat(heard.usages()).as("of the one that failed").isEmpty();
    assertThat(outcome(call)).isInstanceOf(Outcome.Completed.class);
    assertThat(outcome(call).report().endpoint()).isEqualTo("b");
    assertThat(outcome(call).report().warnings())
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Warning.Kind.FALLBACK);
              assertThat(warning.message()).startsWith("b/b-1 answered; a/a-1 failed (");
            });
    assertThat(AttemptLab.trail(call))
        .containsExactlyElementsOf(
            failures == 2
                ? List.of("a FAILED", "a FAILED", "b COMPLETED")
                : List.of("a FAILED", "b COMPLETED"));
  }

  private static void assertEndsAsTheCandidateSaid(
      RunnerCall call, Heard heard, ChatException failure, Phase phase) {
    assertThat(heard.text()).isEqualTo(phase.contentSeen() ? "from a" : "");
    assertThat(outcome(call).report().endpoint()).isEqualTo("a");
    assertThat(outcome(call).report().warnings()).isEmpty();
    boolean interruption =
        switch (failure.kind()) {
          case TIMEOUT, CONNECTION, TOO_MANY_ROUNDS -> true;
          default -> false;
        };
    if (interruption && phase == Phase.AFTER_FINISH) {
      assertThat(outcome(call)).isInstanceOf(Outcome.Completed.class);
    } else if (interruption && phase == Phase.AFTER_CONTENT) {
      assertThat(outcome(call))
          .isInstanceOfSatisfying(
              Outcome.Incomplete.class,
              incomplete ->
                  assertThat(incomplete.reason())
                      .isEqualTo(Outcome.Incomplete.Reason.valueOf(failure.kind().name())));
    } else {
      assertThat(outcome(call))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.cause().kind()).isEqualTo(failure.kind());
                assertThat(failed.cause()).hasMessage(failure.getMessage());
                assertThat(failed.contentDelivered()).isEqualTo(phase.contentSeen());
              });
    }
    assertThat(call.trail()).hasSize(1);
  }

  private static ChatException failure(ErrorKind kind, Phase phase) {
    ChatException.Builder failure = ChatException.builder(kind, "scripted " + kind);
    if (kind == ErrorKind.TIMEOUT) {
      failure.clock(
          switch (phase) {
            case CONNECTING -> Timeouts.Clock.CONNECT;
            case BEFORE_ANSWER, BEFORE_CONTENT -> Timeouts.Clock.FIRST_CONTENT;
            case AFTER_CONTENT, AFTER_FINISH -> Timeouts.Clock.IDLE;
          });
    }
    return failure.build();
  }

  private static Consumer<Asked> failing(AttemptLab lab, ChatException failure, Phase phase) {
    return asked -> {
      Exchange exchange = asked.exchange();
      if (phase == Phase.CONNECTING) {
        exchange.fail(failure);
        return;
      }
      if (phase == Phase.BEFORE_CONTENT) {
        exchange.servedBy("a-1-2026");
        exchange.usage(Usage.reported(7, 0));
        exchange.reasoningSignature("a:signed");
      }
      if (phase.contentSeen()) {
        exchange.token("from a");
      }
      if (phase == Phase.AFTER_FINISH) {
        exchange.finish(FinishReason.STOP);
      }
      lab.time.after(Duration.ofMillis(TAKES), () -> exchange.fail(failure));
    };
  }
}
