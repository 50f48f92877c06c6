package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failing;
import static dev.runnel.runner.AttemptLab.failure;
import static dev.runnel.runner.AttemptLab.hasEnded;
import static dev.runnel.runner.AttemptLab.outcome;
import static dev.runnel.runner.AttemptLab.silent;
import static dev.runnel.runner.AttemptLab.trail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.stage.Patience;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens at an awkward moment: between two steps, on a full executor, at the deadline. */
@Timeout(60)
class AttemptRacesTest {
  // What the guard logs of a full executor is expected, and would fill the build's log.
  private static final Logger QUIET = Logger.getLogger("dev.runnel.guard");

  static {
    QUIET.setLevel(Level.OFF);
  }

  private static final Duration CENTURIES = Duration.ofDays(366 * 8_000);

  private static void hedging(AttemptLab lab) {
    lab.with(
        builder ->
            builder.pool(
                ModelPool.ordered("fast", "a/a-1", "b/b-1")
                    .withHedgeAfter(Duration.ofMillis(300))));
  }

  private static RunnerCall fast(AttemptLab lab) {
    return lab.runner().call(ChatRequest.builder().user("Hello").model("fast").build());
  }

  @Test
  void aServiceThatIsBackInCenturiesIsNotWaitedFor() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(AttemptLab.failingFor(ErrorKind.UNAVAILABLE, CENTURIES));
      RunnerCall first = lab.call();
      lab.stream(first);
      assertThat(failure(first).kind()).isEqualTo(ErrorKind.UNAVAILABLE);

      RunnerCall second = lab.call();
      lab.stream(second);
      assertThat(failure(second).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(lab.service("a").asked()).hasSize(1);
    }
  }

  @Test
  void aDeadlineThatPassesInOurOwnQueueSaysNothingOfTheService() {
    try (AttemptLab lab =
        new AttemptLab("a")
            .with(
                builder ->
                    builder
                        .attempts(AttemptSettings.ONCE)
                        .breaker(BreakerSettings.DEFAULT.withCalls(4, 4))
                        .limits("a", EndpointLimits.NONE.withConcurrency(1)))) {
      lab.service("a").does(silent(), answering("x"));
      RunnerCall first = lab.timed(clocks -> clocks.withFirstContent(Duration.ofMinutes(5)));
      lab.stream(first);
      for (int i = 0; i < 5; i++) {
        RunnerCall waiting = lab.timed(clocks -> clocks.withTotal(Duration.ofSeconds(1)));
        lab.stream(waiting);
        lab.pass(1_000);
        assertThat(failure(waiting).kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(trail(waiting)).containsExactly("a SKIPPED");
      }
      lab.service("a").lastAsked().answer("first");

      RunnerCall next = lab.call();
      lab.stream(next);
      assertThat(outcome(next)).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void theDeadlineIsKnownAsSuchThoughTheStartHadToWaitForAThread() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(silent());
      RunnerCall call = lab.timed(clocks -> clocks.withTotal(Duration.ofSeconds(1)));
      lab.threads.hold();
      lab.stream(call);
      lab.pass(10);
      lab.threads.goOn();
      lab.pass(990);

      assertThat(failure(call).kind()).isEqualTo(ErrorKind.TIMEOUT);
      Patience.until("the attempt is stopped", () -> !call.trail().isEmpty());
      assertThat(trail(call)).containsExactly("a FAILED");
    }
  }

  @Test
  void aPermitThatComesOnAFullExecutorIsGivenBack() {
    try (AttemptLab lab =
        new AttemptLab("a")
            .with(builder -> builder.limits("a", EndpointLimits.NONE.withConcurrency(1)))) {
      lab.service("a").does(silent());
      RunnerCall first = lab.named("a");
      lab.stream(first);
      RunnerCall second = lab.named("a");
      lab.stream(second);
      lab.threads.refuse();
      lab.service("a").lastAsked().answer("first");

      assertThat(failure(second)).hasMessageContaining("The executor takes no more work");
      assertThat(lab.runner().load().get(0).underWay()).isZero();
    }
  }

  @Test
  void aProbeThatAFullExecutorRefusesIsNotLost() {
    try (AttemptLab lab =
        new AttemptLab("a", "b")
            .with(
                builder ->
                    builder
                        .attempts(AttemptSettings.DEFAULT)
                        .breaker(BreakerSettings.DEFAULT.withCalls(4, 4)))) {
      lab.service("b").does(failing(ErrorKind.UNAVAILABLE));
      lab.stream(lab.named("b"));
      lab.pass(10_000);
      lab.pass(60_000);
      lab.service("a").does(silent());
      lab.service("b").does(answering("back"));
      RunnerCall call = lab.call();
      lab.stream(call);
      lab.threads.refuse();
      lab.service("a").lastAsked().exchange().fail(ChatException.of(ErrorKind.PROTOCOL, "odd"));
      assertThat(hasEnded(call)).isTrue();
      lab.threads.goOn();

      RunnerCall next = lab.named("b");
      lab.stream(next);
      assertThat(outcome(next)).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void whoIsStillBeingConnectedWhenAnotherAnswersIsNotTheOneWhoServed() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      hedging(lab);
      lab.service("a").does(silent());
      lab.service("b").connecting(() -> lab.service("a").lastAsked().exchange().token("from a"));
      RunnerCall call = fast(lab);
      lab.stream(call);
      lab.pass(300);
      call.cancel();

      assertThat(outcome(call).report().endpoint()).isEqualTo("a");
      assertThat(outcome(call).report().model()).contains("a-1");
    }
  }

  @Test
  void aHedgeThatComesTooLateLeavesTheWaitAlone() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.with(
          builder ->
              builder.pool(
                  ModelPool.ordered("fast", "a/a-1").withHedgeAfter(Duration.ofMillis(300))));
      lab.service("a").does(silent());
      RunnerCall call = fast(lab);
      lab.stream(call);
      lab.threads.hold();
      lab.pass(300); // the hedge is due, and waits for a thread
      lab.service("a")
          .lastAsked()
          .exchange()
          .fail(
              ChatException.builder(ErrorKind.UNAVAILABLE, "down")
                  .retry(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(1)))
                  .build());
      lab.threads.goOn(); // the latest first: the wait begins, then the hedge
      assertThat(lab.time.waiting()).isPositive();
      call.cancel();

      assertThat(outcome(call)).isInstanceOf(Outcome.Cancelled.class);
      Patience.until("no timer is left", () -> lab.time.waiting() == 0);
    }
  }

  @Test
  void whoIsAskedNextIsNotAskedBesideItselfByALateHedge() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      hedging(lab);
      lab.service("a").does(silent());
      lab.service("b").does(silent());
      RunnerCall call = fast(lab);
      lab.stream(call);
      lab.threads.hold();
      lab.pass(300);
      lab.service("a").lastAsked().exchange().fail(ChatException.of(ErrorKind.PROTOCOL, "odd"));
      lab.threads.goOn();

      assertThat(lab.service("b").asked()).hasSize(1);
      assertThat(lab.service("a").asked()).hasSize(1);
      call.cancel();
    }
  }

  @Test
  void anUnsubscribedPublisherIsForgotten() {
    try (AttemptLab lab = new AttemptLab("a")) {
      RunnerCall call = lab.runner().call(ChatRequest.of("Hello"), Optional.of("a"));
      call.publisher();
      lab.runner().close();
      assertThat(hasEnded(call)).as("nobody holds it, so nobody ends it").isFalse();
    }
  }
}
