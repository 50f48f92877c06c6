package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failing;
import static dev.runnel.runner.AttemptLab.failingFor;
import static dev.runnel.runner.AttemptLab.failure;
import static dev.runnel.runner.AttemptLab.hasEnded;
import static dev.runnel.runner.AttemptLab.outcome;
import static dev.runnel.runner.AttemptLab.silent;
import static dev.runnel.runner.AttemptLab.trail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.stage.Asked;
import dev.runnel.runner.stage.Heard;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.spi.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Retry and fallback: the waits, the deadline, the budget, and what the caller is told. */
class AttemptsTest {
  @Test
  void whoAnswersAtOnceIsTheOnlyOneTried() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a").does(answering("hello"));
      RunnerCall call = lab.call();
      Heard heard = lab.stream(call);

      assertThat(heard.text()).isEqualTo("hello");
      assertThat(outcome(call).report().warnings()).isEmpty();
      assertThat(call.request().model()).contains("a-1");
      assertThat(call.trail())
          .containsExactly(
              new Attempt(
                  1,
                  "a",
                  Optional.of("a-1"),
                  Optional.empty(),
                  Duration.ZERO,
                  Duration.ZERO,
                  Duration.ZERO,
                  Optional.of(Duration.ZERO),
                  Attempt.Result.COMPLETED,
                  Optional.empty(),
                  Optional.empty()));
      assertThat(lab.service("b").asked()).isEmpty();
    }
  }

  @Test
  void theOnlyCandidateHasTheWholeBudgetAndWaitsTwiceAsLongEachTime() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(failing(ErrorKind.UNAVAILABLE));
      RunnerCall call = lab.call();
      lab.stream(call);
      lab.pass(60_000);

      assertThat(lab.service("a").times()).containsExactly(0L, 250L, 750L, 1_750L);
      assertThat(failure(call).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(failure(call).describe()).isEqualTo("a: scripted unavailable; tried 4 times");
      assertThat(trail(call)).hasSize(4);
    }
  }

  @Test
  void whoIsNamedIsTheOnlyOneTried() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("b").does(failing(ErrorKind.QUOTA));
      RunnerCall call = lab.named("b");
      lab.stream(call);

      assertThat(failure(call).kind()).isEqualTo(ErrorKind.QUOTA);
      assertThat(failure(call)).hasMessage("scripted quota");
      assertThat(lab.service("a").asked()).isEmpty();
    }
  }

  @Test
  void whatTheServiceAskedToWaitIsTheLeastWait() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a")
          .does(failingFor(ErrorKind.RATE_LIMITED, Duration.ofSeconds(7)), answering("now"));
      RunnerCall call = lab.call();
      Heard heard = lab.stream(call);
      lab.pass(60_000);

      assertThat(lab.service("a").times()).containsExactly(0L, 7_000L);
      assertThat(heard.text()).isEqualTo("now");
      assertThat(call.trail().get(0).next())
          .contains(new Attempt.Next("a/a-1", Duration.ofSeconds(7)));
      assertThat(call.trail().get(1).waited()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void aLongWaitIsNotWaitedWhereSomebodyElseCanBeAsked() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a").does(failingFor(ErrorKind.RATE_LIMITED, Duration.ofSeconds(7)));
      lab.service("b").does(answering("from b"));
      RunnerCall call = lab.call();
      assertThat(lab.stream(call).text()).isEqualTo("from b");
      assertThat(lab.service("b").times()).containsExactly(0L);
    }
  }

  @Test
  void whenTheOthersFailTooTheOneThatAskedToWaitIsWaitedFor() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a")
          .does(failingFor(ErrorKind.RATE_LIMITED, Duration.ofSeconds(7)), answering("late"));
      lab.service("b").does(failing(ErrorKind.PROTOCOL));
      RunnerCall call = lab.call();
      Heard heard = lab.stream(call);
      lab.pass(60_000);

      assertThat(lab.service("a").times()).containsExactly(0L, 7_000L);
      assertThat(heard.text()).isEqualTo("late");
    }
  }

  @Test
  void aWaitThatWouldPassTheDeadlineEndsTheCallNowAndWithWhatWentWrong() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(failingFor(ErrorKind.RATE_LIMITED, Duration.ofSeconds(7)));
      RunnerCall call = lab.timed(clocks -> clocks.withTotal(Duration.ofSeconds(7)));
      lab.stream(call);

      assertThat(failure(call).kind()).isEqualTo(ErrorKind.RATE_LIMITED);
      assertThat(failure(call)).hasMessage("scripted rate limited");
      assertThat(lab.time.waiting()).isZero();
    }
  }

  @Test
  void thereIsOneDeadlineForAllAttempts() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a")
          .does(
              asked ->
                  lab.time.after(
                      Duration.ofSeconds(4),
                      () -> asked.exchange().fail(ChatException.of(ErrorKind.PROTOCOL, "x"))));
      lab.service("b").does(silent());
      RunnerCall call = lab.timed(clocks -> clocks.withTotal(Duration.ofSeconds(10)));
      lab.stream(call);
      lab.pass(4_000);
      assertThat(lab.service("b").lastAsked().request().timeouts().orElseThrow().total())
          .isEqualTo(Duration.ofSeconds(6));
      lab.pass(5_999);
      assertThat(hasEnded(call)).isFalse();
      lab.pass(1);

      assertThat(failure(call).kind()).isEqualTo(ErrorKind.TIMEOUT);
      assertThat(failure(call).clock()).contains(Timeouts.Clock.TOTAL);
      lab.service("b").lastAsked().awaitAborted();
      assertThat(trail(call)).containsExactly("a FAILED", "b FAILED");
      assertThat(lab.time.waiting()).isZero();
    }
  }

  @Test
  void aSilentServiceIsLeftAfterItsPatienceForTheNext() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a").does(silent());
      lab.service("b").does(answering("from b"));
      RunnerCall call = lab.timed(clocks -> clocks.withFirstContent(Duration.ofSeconds(5)));
      Heard heard = lab.stream(call);
      lab.pass(5_000);

      assertThat(heard.text()).isEqualTo("from b");
      assertThat(lab.service("b").times()).containsExactly(5_000L);
      lab.service("a").lastAsked().awaitAborted();
      assertThat(call.trail().get(0).trouble()).isEqualTo("no answer in time, first content");
    }
  }

  @Test
  void theBudgetIsForAllCandidatesTogether() {
    try (AttemptLab lab = new AttemptLab("a", "b", "c", "d", "e")) {
      lab.services.values().forEach(one -> one.does(failing(ErrorKind.PROTOCOL)));
      RunnerCall call = lab.call();
      lab.stream(call);
      lab.pass(60_000);

      assertThat(trail(call)).containsExactly("a FAILED", "b FAILED", "c FAILED", "d FAILED");
      assertThat(failure(call).endpoint()).contains("a");
      assertThat(call.failed()).map(Candidate::toString).contains("a/a-1");
      assertThat(failure(call))
          .hasMessage(
              "scripted protocol; tried 4 times in all: b/b-1 failed (protocol),"
                  + " c/c-1 failed (protocol), d/d-1 failed (protocol)");
      assertThat(failure(call).getSuppressed()).hasSize(3);
    }
  }

  @Test
  void theStatusStandsByWhatItIsOfAndWhatToDoComesLast() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a").does(failing(broken("The service failed", 503)));
      lab.service("b").does(failing(broken("Down for today.", 500)));
      RunnerCall call = lab.call();
      lab.stream(call);
      lab.pass(60_000);

      assertThat(failure(call).describe())
          .isEqualTo(
              "a: The service failed (HTTP 503); tried 4 times in all: b/b-1 failed (unavailable,"
                  + " HTTP 500). Try again later");
      assertThat(failure(call).httpStatus()).hasValue(503);
    }
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(failing(broken("Down for today.", 500)));
      RunnerCall call = lab.call();
      lab.stream(call);
      lab.pass(60_000);

      assertThat(failure(call).describe())
          .isEqualTo("a: Down for today (HTTP 500); tried 4 times. Try again later");
    }
  }

  private static ChatException broken(String message, int status) {
    return ChatException.builder(ErrorKind.UNAVAILABLE, message)
        .httpStatus(status)
        .nextStep("Try again later")
        .build();
  }

  @Test
  void withOneAttemptNothingIsTriedAgain() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.with(builder -> builder.attempts(AttemptSettings.ONCE));
      lab.service("a").does(failing(ErrorKind.UNAVAILABLE));
      RunnerCall call = lab.call();
      lab.stream(call);

      assertThat(failure(call)).hasMessage("scripted unavailable");
      assertThat(lab.service("b").asked()).isEmpty();
    }
  }

  @Test
  void theOneThatForbidsToGoOnIsTheFailureThatIsTold() {
    try (AttemptLab lab = new AttemptLab("a", "b", "c")) {
      lab.service("a").does(failing(ErrorKind.PROTOCOL));
      lab.service("b").does(failing(ErrorKind.INVALID_REQUEST));
      RunnerCall call = lab.call();
      lab.stream(call);

      assertThat(failure(call).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
      assertThat(failure(call).endpoint()).contains("b");
      assertThat(lab.service("c").asked()).isEmpty();
    }
  }

  @Test
  void theServicesOwnAdviceDecides() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a")
          .does(
              failing(
                  ChatException.builder(ErrorKind.UNAVAILABLE, "gone for good")
                      .retry(RetryAdvice.ANOTHER_ENDPOINT)
                      .build()));
      lab.service("b")
          .does(
              failing(
                  ChatException.builder(ErrorKind.INTERNAL, "shaky")
                      .retry(RetryAdvice.SAME_ENDPOINT)
                      .build()),
              answering("from b"));
      RunnerCall call = lab.call();
      Heard heard = lab.stream(call);
      lab.pass(1_000);

      assertThat(lab.service("a").times()).containsExactly(0L);
      assertThat(lab.service("b").times()).containsExactly(0L, 250L);
      assertThat(heard.text()).isEqualTo("from b");
    }
  }

  @Test
  void aConversationThatIsTooLongGoesToAnotherModelOnly() {
    try (AttemptLab lab = new AttemptLab()) {
      for (String id : List.of("a", "b")) {
        lab.add(id, Capabilities.builder().models("same").build());
      }
      lab.add("c", Capabilities.builder().models("larger").build());
      lab.service("a").does(failing(ErrorKind.CONTEXT_TOO_LONG));
      lab.service("c").does(answering("from c"));

      assertThat(lab.stream(lab.call()).text()).isEqualTo("from c");
      assertThat(lab.service("b").asked()).isEmpty();
    }
  }

  @Test
  void aModelIsNotAskedForAtAServiceWhoseItIsNotLikelyTo() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.add("b", Capabilities.builder().models("b-1").openEnded().familiar("b-").build());
      lab.add("c", Capabilities.builder().openEnded().build());
      lab.service("a").does(failing(ErrorKind.PROTOCOL));
      lab.service("c").does(answering("from c"));
      RunnerCall call = lab.runner().call(ChatRequest.builder().user("Hello").model("a-1").build());

      assertThat(call.route().candidates()).hasSize(3);
      assertThat(lab.stream(call).text()).isEqualTo("from c");
      assertThat(lab.service("b").asked()).isEmpty();
    }
  }

  @Test
  void whoCannotBeConnectedIsACandidateThatFailed() {
    try (AttemptLab lab = new AttemptLab("a", "b", "c")) {
      lab.service("a")
          .connecting(
              () -> {
                throw new ConfigurationException(
                    List.of(new ConfigurationException.Mistake("a.region", "", "is no region")));
              });
      lab.service("b")
          .connecting(
              () -> {
                throw new IllegalStateException("broken");
              });
      lab.service("c").does(answering("from c"));
      RunnerCall call = lab.call();

      assertThat(lab.stream(call).text()).isEqualTo("from c");
      assertThat(trail(call)).containsExactly("a FAILED", "b FAILED", "c COMPLETED");
      assertThat(call.trail().get(0).failure().orElseThrow()).hasMessageContaining("is no region");
    }
  }

  @Test
  void whoIsAloneAndCannotBeConnectedIsToldAtOnce() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a")
          .connecting(
              () -> {
                throw new ConfigurationException(
                    List.of(new ConfigurationException.Mistake("a.region", "", "is no region")));
              });
      assertThatThrownBy(() -> lab.named("a")).isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void whatIsSaidAfterTheFirstContentPassesAsItWasSaid() {
    try (AttemptLab lab = new AttemptLab("a", "b")) {
      lab.service("a")
          .does(
              asked -> {
                asked.exchange().servedBy("a-1-2026");
                asked.exchange().usage(Usage.reported(1, 2));
                asked.exchange().reasoning("hm");
                asked.exchange().token("half");
                asked.exchange().endOfInput();
              });
      RunnerCall call = lab.call();
      Heard heard = lab.stream(call);

      assertThat(heard.text()).isEqualTo("half");
      assertThat(heard.usages()).containsExactly(Usage.reported(1, 2));
      assertThat(outcome(call))
          .isInstanceOfSatisfying(
              Outcome.Incomplete.class,
              incomplete ->
                  assertThat(incomplete.reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY));
      assertThat(outcome(call).report().model()).contains("a-1-2026");
      assertThat(trail(call)).containsExactly("a INCOMPLETE");
    }
  }

  @Test
  void aConsumerWhoAsksForOneTakesOneFromTheService() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(silent());
      RunnerCall call = lab.call();
      Heard heard = new Heard(1);
      call.stream(heard);
      Asked asked = lab.service("a").lastAsked();

      assertThat(asked.exchange().demand()).isEqualTo(1);
      assertThat(asked.exchange().token("one")).isFalse();
      assertThat(heard.text()).isEqualTo("one");
      call.request(2);
      assertThat(asked.exchange().demand()).isEqualTo(2);
      lab.pass(60_000);
      assertThat(hasEnded(call)).as("the idle clock is the attempt's").isTrue();
      assertThat(outcome(call))
          .isInstanceOfSatisfying(
              Outcome.Incomplete.class,
              incomplete -> assertThat(incomplete.cause().clock()).contains(Timeouts.Clock.IDLE));
    }
  }

  @Test
  void whereNothingIsAskedForTheClocksStandStill() {
    try (AttemptLab lab = new AttemptLab("a")) {
      lab.service("a").does(silent());
      RunnerCall call = lab.call();
      call.stream(new Heard(0));
      lab.pass(9 * 60_000);
      assertThat(hasEnded(call)).isFalse();
      call.cancel();
      lab.service("a").lastAsked().awaitAborted();
    }
  }

  @Test
  void whatAnAttemptUsedBeforeItFailedIsToldWhereItsFailureIs() {
    Usage used = Usage.reported(7, 3);
    try (AttemptLab lab =
        new AttemptLab("a").with(builder -> builder.attempts(AttemptSettings.ONCE))) {
      lab.service("a")
          .does(
              asked -> {
                asked.exchange().usage(used);
                asked.exchange().fail(ChatException.of(ErrorKind.CONTENT_FILTERED, "no"));
              });
      RunnerCall call = lab.call();
      Heard heard = lab.stream(call);

      assertThat(failure(call).kind()).isEqualTo(ErrorKind.CONTENT_FILTERED);
      assertThat(outcome(call).usage()).isEqualTo(used);
      assertThat(heard.usages()).containsExactly(used);
    }
  }
}
