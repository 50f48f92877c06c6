package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failure;
import static dev.runnel.runner.AttemptLab.hasEnded;
import static dev.runnel.runner.AttemptLab.outcome;
import static dev.runnel.runner.AttemptLab.silent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.stage.Patience;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitCallsTest {
  private final AttemptLab lab = new AttemptLab("a", "b");

  @AfterEach
  void close() {
    lab.close();
  }

  private RunnerCall askA() {
    RunnerCall call = lab.named("a");
    lab.stream(call);
    return call;
  }

  private EndpointLoad load() {
    return lab.runner().load().get(0);
  }

  @Test
  void callsWaitForTheirTurnAndGetIt() {
    lab.with(builder -> builder.limits("a", EndpointLimits.NONE.withConcurrency(1)));
    lab.service("a").does(silent(), answering("second"));
    RunnerCall first = askA();
    RunnerCall second = askA();
    assertThat(load()).isEqualTo(new EndpointLoad("a", 1, 1, 0, 0));

    lab.pass(5_000);
    lab.service("a").lastAsked().answer("first");

    assertThat(outcome(first)).isInstanceOf(Outcome.Completed.class);
    assertThat(outcome(second)).isInstanceOf(Outcome.Completed.class);
    assertThat(second.trail().get(0).waited()).isEqualTo(Duration.ofSeconds(5));
    assertThat(load()).isEqualTo(new EndpointLoad("a", 0, 0, 0, 0));
  }

  @Test
  void requestsAMinuteAreSpreadOverTime() {
    lab.with(builder -> builder.limits("*", EndpointLimits.NONE.withRequestsPerMinute(2)));
    lab.service("a").does(answering("x"));
    for (int i = 0; i < 5; i++) {
      askA();
    }
    lab.pass(120_000);

    assertThat(lab.service("a").times()).containsExactly(0L, 0L, 60_000L, 60_000L, 120_000L);
  }

  @Test
  void aFullQueueRefusesAndAnotherEndpointAnswersWhereOneMay() {
    lab.with(builder -> builder.limits("a", EndpointLimits.NONE.withConcurrency(1).withQueue(0)));
    lab.service("a").does(silent());
    lab.service("b").does(answering("b"));
    askA();

    RunnerCall refused = askA();
    RunnerCall moved = lab.call();
    lab.stream(moved);

    assertThat(failure(refused).kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(failure(refused))
        .hasMessageContaining("No room at 'a': 1 of 1 calls are under way, and none may wait");
    assertThat(outcome(moved)).isInstanceOf(Outcome.Completed.class);
    assertThat(AttemptLab.trail(moved)).containsExactly("a SKIPPED", "b COMPLETED");
  }

  @Test
  void whoIsCancelledInTheQueueLeavesItAndIsNeverSent() {
    lab.with(builder -> builder.limits("a", EndpointLimits.NONE.withConcurrency(1)));
    lab.service("a").does(silent());
    RunnerCall first = askA();
    RunnerCall second = askA();

    second.cancel();
    assertThat(outcome(second)).isInstanceOf(Outcome.Cancelled.class);
    Patience.until("the place in the queue is free", () -> load().waiting() == 0);
    first.cancel();

    Patience.until("the permit is back", () -> load().underWay() == 0);
    assertThat(lab.service("a").asked()).hasSize(1);
  }

  @Test
  void noCallWaitsBeyondItsDeadline() {
    lab.with(builder -> builder.limits("a", EndpointLimits.NONE.withRequestsPerMinute(1)));
    lab.service("a").does(answering("x"));
    askA();

    RunnerCall hopeless =
        lab.runner()
            .call(
                ChatRequest.builder()
                    .user("x")
                    .timeouts(Timeouts.DEFAULT.withTotal(Duration.ofSeconds(59)))
                    .build(),
                Optional.of("a"));
    lab.stream(hopeless);

    assertThat(hasEnded(hopeless)).as("it is known at once").isTrue();
    assertThat(failure(hopeless)).hasMessageContaining("this call's turn is in 60 s");
  }
}
