package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What observers hear, and that they harm nothing. */
class ObserverTest {
  // Held, lest the level be lost with it.
  private static final Logger QUIET = Logger.getLogger("dev.runnel.runner");

  private static final class Recorder implements RunnerObserver {
    final List<String> heard = new ArrayList<>();

    @Override
    public void onRouted(RunnerCall call) {
      heard.add("routed to " + call.route().candidates());
    }

    @Override
    public void onAttempt(RunnerCall call, int number, Candidate candidate) {
      heard.add("attempt " + number + " at " + candidate);
    }

    @Override
    public void onFirstContent(RunnerCall call, int number) {
      heard.add("first content of " + number);
    }

    @Override
    public void onAttemptEnd(RunnerCall call, Attempt attempt) {
      heard.add(attempt.number() + " " + attempt.result());
    }

    @Override
    public void onEnd(RunnerCall call, Outcome outcome) {
      heard.add(outcome.getClass().getSimpleName() + " after " + call.trail().size());
    }
  }

  @Test
  void everythingIsToldInOrder() {
    Recorder ofAll = new Recorder();
    Recorder ofOne = new Recorder();
    try (AttemptLab lab = new AttemptLab("a", "b").with(builder -> builder.observer(ofAll))) {
      lab.service("a").does(failing(ErrorKind.PROTOCOL));
      lab.service("b").does(answering("x"));
      lab.stream(lab.runner().call(lab.runner().route(ChatRequest.of("Hello")), ofOne));

      assertThat(ofAll.heard)
          .containsExactly(
              "routed to [a/a-1, b/b-1]",
              "attempt 1 at a/a-1",
              "1 FAILED",
              "attempt 2 at b/b-1",
              "first content of 2",
              "2 COMPLETED",
              "Completed after 2");
      assertThat(ofOne.heard).isEqualTo(ofAll.heard);
      lab.stream(lab.call());
      assertThat(ofOne.heard).as("of its call alone").hasSize(7);
    }
  }

  @Test
  void anEndThatTheCallerMadeIsToldAfterWhatItStopped() {
    Recorder recorder = new Recorder();
    try (AttemptLab lab = new AttemptLab("a").with(builder -> builder.observer(recorder))) {
      RunnerCall call = lab.call();
      lab.stream(call);
      call.cancel();

      assertThat(recorder.heard).endsWith("1 CANCELLED", "Cancelled after 1");
    }
  }

  @Test
  void oneThatThrowsHarmsNothing() {
    QUIET.setLevel(Level.OFF);
    RunnerObserver thrower =
        new RunnerObserver() {
          @Override
          public void onRouted(RunnerCall call) {
            throw new IllegalStateException("no");
          }

          @Override
          public void onAttempt(RunnerCall call, int number, Candidate candidate) {
            throw new AssertionError("no");
          }

          @Override
          public void onEnd(RunnerCall call, Outcome outcome) {
            throw new IllegalStateException("no");
          }
        };
    Recorder recorder = new Recorder();
    try (AttemptLab lab =
        new AttemptLab("a").with(builder -> builder.observer(thrower).observer(recorder))) {
      lab.service("a").does(answering("x"));
      RunnerCall call = lab.call();

      assertThat(lab.stream(call).text()).isEqualTo("x");
      assertThat(AttemptLab.outcome(call)).isInstanceOf(Outcome.Completed.class);
      assertThat(recorder.heard).hasSize(5);
    } finally {
      QUIET.setLevel(null);
    }
  }
}
