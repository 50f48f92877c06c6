package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failing;
import static dev.runnel.runner.AttemptLab.failure;
import static dev.runnel.runner.AttemptLab.outcome;
import static dev.runnel.runner.AttemptLab.silent;
import static dev.runnel.runner.AttemptLab.trail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.stage.Heard;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A second candidate is asked beside a slow one; who gives content first answers. */
class HedgingTest {
  private static AttemptLab lab() {
    return new AttemptLab("a", "b", "c")
        .with(
            builder ->
                builder.pool(
                    ModelPool.ordered("fast", "a/a-1", "b/b-1", "c/c-1")
                        .withHedgeAfter(Duration.ofMillis(300))));
  }

  private static RunnerCall call(AttemptLab lab) {
    return lab.runner().call(ChatRequest.builder().user("Hello").model("fast").build());
  }

  @Test
  void aFastFirstOneIsAlone() {
    try (AttemptLab lab = lab()) {
      lab.service("a").does(asked -> asked.exchange().token("x"));
      RunnerCall call = call(lab);
      lab.stream(call);
      lab.pass(1_000);
      lab.service("a").lastAsked().exchange().complete();

      assertThat(lab.service("b").asked()).isEmpty();
      assertThat(trail(call)).containsExactly("a COMPLETED");
      assertThat(lab.time.waiting()).isZero();
    }
  }

  @Test
  void theSecondWinsAndTheFirstIsAborted() {
    try (AttemptLab lab = lab()) {
      lab.service("a").does(silent());
      lab.service("b").does(answering("from b"));
      RunnerCall call = call(lab);
      Heard heard = lab.stream(call);
      lab.pass(300);

      assertThat(lab.service("b").times()).containsExactly(300L);
      assertThat(heard.text()).isEqualTo("from b");
      lab.service("a").lastAsked().awaitAborted();
      assertThat(trail(call)).containsExactly("a OVERTAKEN", "b COMPLETED");
      assertThat(outcome(call).report().endpoint()).isEqualTo("b");
      assertThat(outcome(call).report().warnings())
          .singleElement()
          .satisfies(
              warning ->
                  assertThat(warning.message()).isEqualTo("b/b-1 answered; a/a-1 was slower"));
      assertThat(lab.time.waiting()).isZero();
    }
  }

  @Test
  void theFirstMayStillWinAndOnlyItsContentIsHeard() {
    try (AttemptLab lab = lab()) {
      lab.service("a").does(silent());
      lab.service("b").does(silent());
      RunnerCall call = call(lab);
      Heard heard = lab.stream(call);
      lab.pass(300);
      lab.service("a").lastAsked().exchange().token("from a");
      lab.service("b").lastAsked().exchange().token("from b");
      lab.service("a").lastAsked().exchange().complete();

      assertThat(heard.text()).isEqualTo("from a");
      lab.service("b").lastAsked().awaitAborted();
      assertThat(trail(call)).containsExactly("b OVERTAKEN", "a COMPLETED");
      assertThat(outcome(call).report().endpoint()).isEqualTo("a");
      assertThat(outcome(call).report().warnings()).isEmpty();
    }
  }

  @Test
  void oneThatFailsLeavesTheOtherAtWork() {
    try (AttemptLab lab = lab()) {
      lab.service("a").does(silent());
      lab.service("b").does(failing(ErrorKind.PROTOCOL));
      RunnerCall call = call(lab);
      Heard heard = lab.stream(call);
      lab.pass(300);
      assertThat(lab.service("c").asked()).isEmpty();
      lab.service("a").lastAsked().answer("from a");

      assertThat(heard.text()).isEqualTo("from a");
      assertThat(trail(call)).containsExactly("b FAILED", "a COMPLETED");
    }
  }

  @Test
  void whenBothFailTheNextIsTriedAndAllCountForTheBudget() {
    try (AttemptLab lab = lab()) {
      lab.service("a").does(silent());
      lab.service("b").does(failing(ErrorKind.PROTOCOL));
      lab.service("c").does(failing(ErrorKind.PROTOCOL));
      RunnerCall call = call(lab);
      lab.stream(call);
      lab.pass(300);
      lab.service("a").lastAsked().exchange().fail(ChatException.of(ErrorKind.QUOTA, "none left"));

      assertThat(failure(call).kind()).isEqualTo(ErrorKind.QUOTA);
      assertThat(trail(call)).containsExactly("b FAILED", "a FAILED", "c FAILED");
    }
  }

  @Test
  void cancelStopsBoth() {
    try (AttemptLab lab = lab()) {
      lab.service("a").does(silent());
      lab.service("b").does(silent());
      RunnerCall call = call(lab);
      lab.stream(call);
      lab.pass(300);
      call.cancel();

      assertThat(outcome(call)).isInstanceOf(Outcome.Cancelled.class);
      lab.service("a").lastAsked().awaitAborted();
      lab.service("b").lastAsked().awaitAborted();
      assertThat(trail(call)).containsExactly("a CANCELLED", "b CANCELLED");
      assertThat(lab.time.waiting()).isZero();
    }
  }
}
