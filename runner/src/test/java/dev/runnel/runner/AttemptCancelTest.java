package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failing;
import static dev.runnel.runner.AttemptLab.outcome;
import static dev.runnel.runner.AttemptLab.silent;
import static dev.runnel.runner.AttemptLab.trail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.runner.stage.Heard;
import dev.runnel.runner.trail.RunnerCall;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cancel, in every phase. */
@Timeout(60)
class AttemptCancelTest {
  @Test
  void beforeItsStartNobodyIsAsked() {
    try (AttemptLab lab = new AttemptLab("a")) {
      RunnerCall call = lab.call();
      call.cancel();
      lab.stream(call);

      assertThat(outcome(call)).isInstanceOf(Outcome.Cancelled.class);
      assertThat(lab.service("a").asked()).isEmpty();
      assertThat(call.trail()).isEmpty();
    }
  }

  @Test
  void beforeTheFirstContent() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a").does(silent());
      RunnerCall call = lab.call();
      lab.stream(call);
      call.cancel();

      assertThat(outcome(call)).isInstanceOf(Outcome.Cancelled.class);
      lab.service("a").lastAsked().awaitAborted();
      assertThat(trail(call)).containsExactly("a CANCELLED");
      assertThat(lab.service("b").asked()).isEmpty();
      assertThat(lab.time.waiting()).isZero();
    }
  }

  @Test
  void afterTheFirstContent() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a").does(asked -> asked.exchange().token("x"));
      RunnerCall call = lab.call();
      lab.stream(call);
      call.cancel();

      assertThat(outcome(call))
          .isInstanceOfSatisfying(
              Outcome.Cancelled.class,
              cancelled -> assertThat(cancelled.contentDelivered()).isTrue());
      lab.service("a").lastAsked().awaitAborted();
      assertThat(trail(call)).containsExactly("a CANCELLED");
      assertThat(call.trail().get(0).firstContent()).isPresent();
    }
  }

  @Test
  void whileItWaitsBetweenTwoAttempts() throws Exception {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(failing(ErrorKind.UNAVAILABLE));
      RunnerCall call = lab.call();
      lab.stream(call);
      assertThat(lab.time.waiting()).isGreaterThan(0);
      call.cancel();

      assertThat(outcome(call)).isInstanceOf(Outcome.Cancelled.class);
      assertThat(call.trail()).hasSize(1);
      assertThat(lab.time.waiting()).as("timers").isZero();
      lab.pass(60_000);
      assertThat(lab.service("a").asked()).hasSize(1);
    }
  }

  @Test
  void byAConsumerThatThrows() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a").does(asked -> asked.exchange().token("x"));
      RunnerCall call = lab.call();
      call.stream(
          token -> {
            throw new IllegalStateException("no more");
          });

      assertThat(AttemptLab.failure(call).kind()).isEqualTo(ErrorKind.CONSUMER);
      lab.service("a").lastAsked().awaitAborted();
      assertThat(lab.service("b").asked()).isEmpty();
    }
  }

  @Test
  void byClosingTheRunnerWhateverACallIsDoing() {
    AttemptLab lab = new AttemptLab("a", "b", "c");
    lab.service("a").does(silent());
    lab.service("b").does(failing(ErrorKind.UNAVAILABLE));
    lab.service("c").does(asked -> asked.exchange().token("x"));
    RunnerCall asking = lab.named("a");
    RunnerCall waiting = lab.named("b");
    RunnerCall answered = lab.named("c");
    lab.stream(asking);
    lab.stream(waiting);
    lab.stream(answered);
    RunnerCall notBegun = lab.named("a");
    Runner runner = lab.runner();
    lab.close();

    assertThat(outcome(asking)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(outcome(waiting)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(outcome(answered)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(lab.time.waiting()).isZero();
    notBegun.stream(new Heard());
    assertThat(outcome(notBegun)).isInstanceOf(Outcome.Cancelled.class);
    assertThatThrownBy(() -> runner.call(notBegun.route()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailureOfAllViewsIsTheSame() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(failing(ErrorKind.QUOTA));
      assertThatThrownBy(() -> lab.call().answer().toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("scripted quota");
      assertThatThrownBy(() -> lab.call().tokens().toList()).hasMessage("scripted quota");
      lab.service("a").does(answering("fine"));
      assertThat(lab.call().tokens().toList()).containsExactly("fine");
    }
  }
}
