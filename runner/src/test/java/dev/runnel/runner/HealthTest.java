package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.answering;
import static dev.runnel.runner.AttemptLab.failing;
import static dev.runnel.runner.AttemptLab.failingFor;
import static dev.runnel.runner.AttemptLab.failure;
import static dev.runnel.runner.AttemptLab.hasEnded;
import static dev.runnel.runner.AttemptLab.silent;
import static dev.runnel.runner.AttemptLab.trail;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RateLimit;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.stage.Asked;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What one call learns of an endpoint for the next ones. */
class HealthTest {
  private static AttemptLab lab(String... ids) {
    return new AttemptLab(ids)
        .with(
            builder ->
                builder
                    .attempts(AttemptSettings.ONCE)
                    .breaker(BreakerSettings.DEFAULT.withCalls(4, 4)));
  }

  private static void fails(AttemptLab lab, String id, int times) {
    lab.service(id).does(failing(ErrorKind.UNAVAILABLE));
    for (int i = 0; i < times; i++) {
      lab.stream(lab.named(id));
    }
  }

  @Test
  void whoFailsTooOftenIsLeftAloneAndTheRouteSaysSo() {
    try (AttemptLab lab = lab("a", "b")) {
      fails(lab, "a", 4);
      lab.service("b").does(answering("from b"));

      Route route = lab.runner().route(ChatRequest.of("Hello"));
      assertThat(route.candidates()).hasSize(1);
      assertThat(route.rejected())
          .singleElement()
          .satisfies(
              rejection -> {
                assertThat(rejection.endpoint()).isEqualTo("a");
                assertThat(rejection.reason()).isInstanceOf(Reason.BreakerOpen.class);
                assertThat(rejection.toString())
                    .startsWith("'a' failed too often and is left alone until 2");
              });
      assertThat(lab.stream(lab.call()).text()).isEqualTo("from b");
      assertThat(lab.service("a").asked()).hasSize(4);
    }
  }

  @Test
  void aRouteThatWasMadeBeforeSkipsIt() {
    try (AttemptLab lab = lab("a", "b")) {
      Route route = lab.runner().route(ChatRequest.of("Hello"));
      fails(lab, "a", 4);
      lab.service("b").does(answering("from b"));
      RunnerCall call = lab.runner().call(route);

      assertThat(lab.stream(call).text()).isEqualTo("from b");
      assertThat(trail(call)).containsExactly("a SKIPPED", "b COMPLETED");
      assertThat(AttemptLab.outcome(call).report().warnings())
          .singleElement()
          .satisfies(
              warning ->
                  assertThat(warning.message())
                      .isEqualTo("b/b-1 answered; a/a-1 was left out (unavailable)"));
    }
  }

  @Test
  void afterAWhileExactlyOneCallFindsOutWhetherItIsBack() {
    try (AttemptLab lab = lab("a")) {
      fails(lab, "a", 4);
      lab.service("a").does(silent());
      lab.pass(30_000);
      RunnerCall probe = lab.call();
      lab.stream(probe);
      RunnerCall other = lab.call();
      lab.stream(other);

      assertThat(lab.service("a").asked()).hasSize(5);
      assertThat(hasEnded(probe)).isFalse();
      assertThat(failure(other).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
      assertThat(failure(other)).hasMessageContaining("another call is finding out");
      lab.service("a").lastAsked().answer("back");
      lab.service("a").does(answering("fine"));
      assertThat(lab.stream(lab.call()).text()).isEqualTo("fine");
      assertThat(lab.stream(lab.call()).text()).isEqualTo("fine");
    }
  }

  @Test
  void theStatesOfTheBreakersAreToldForThoseWhoLookOn() {
    try (AttemptLab lab = lab("a", "b")) {
      assertThat(lab.runner().breakers()).isEmpty();
      lab.service("b").does(answering("fine"));
      lab.stream(lab.named("b"));
      fails(lab, "a", 4);
      assertThat(states(lab)).containsExactlyInAnyOrder("a/a-1 OPEN", "b/b-1 CLOSED");

      lab.pass(30_000);
      assertThat(states(lab)).contains("a/a-1 HALF_OPEN");

      lab.service("a").does(answering("back"));
      lab.stream(lab.named("a"));
      assertThat(states(lab)).contains("a/a-1 CLOSED");
    }
  }

  private static List<String> states(AttemptLab lab) {
    return lab.runner().breakers().stream()
        .map(one -> one.endpoint() + "/" + one.model().orElseThrow() + " " + one.state())
        .toList();
  }

  @Test
  void aProbeThatFailsOpensItAgain() {
    try (AttemptLab lab = lab("a")) {
      fails(lab, "a", 4);
      lab.pass(30_000);
      lab.stream(lab.call());
      assertThat(lab.service("a").asked()).hasSize(5);
      lab.pass(29_999);
      RunnerCall early = lab.call();
      lab.stream(early);
      assertThat(failure(early)).hasMessageContaining("is left alone until");
      lab.pass(1);
      lab.stream(lab.call());
      assertThat(lab.service("a").asked()).hasSize(6);
    }
  }

  @Test
  void aProbeThatIsCancelledLetsTheNextOneIn() {
    try (AttemptLab lab = lab("a")) {
      fails(lab, "a", 4);
      lab.service("a").does(silent());
      lab.pass(30_000);
      RunnerCall probe = lab.call();
      lab.stream(probe);
      probe.cancel();
      lab.service("a").does(answering("back"));
      lab.service("a").lastAsked().awaitAborted();
      assertThat(lab.stream(lab.call()).text()).isEqualTo("back");
    }
  }

  @Test
  void whatEndsLateSaysNothingOfTheProbe() {
    try (AttemptLab lab = lab("a")) {
      lab.service("a").does(silent());
      RunnerCall slow = lab.call();
      lab.stream(slow);
      Asked old = lab.service("a").lastAsked();
      fails(lab, "a", 4);
      lab.service("a").does(silent());
      lab.pass(30_000);
      lab.stream(lab.call());
      old.exchange().token("late");
      old.exchange().complete();

      RunnerCall other = lab.call();
      lab.stream(other);
      assertThat(failure(other)).hasMessageContaining("another call is finding out");
    }
  }

  @Test
  void oneThatWasNamedIsTriedOneCallAtATimeEvenWhileItIsLeftAlone() {
    try (AttemptLab lab = lab("a", "b")) {
      fails(lab, "a", 4);
      lab.service("a").does(silent());
      lab.stream(lab.named("a"));
      RunnerCall second = lab.named("a");
      lab.stream(second);

      assertThat(lab.service("a").asked()).hasSize(5);
      assertThat(failure(second).kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    }
  }

  @Test
  void theUsersMistakesOpenNothing() {
    try (AttemptLab lab = lab("a")) {
      lab.service("a").does(failing(ErrorKind.INVALID_REQUEST));
      for (int i = 0; i < 20; i++) {
        lab.stream(lab.call());
      }
      lab.service("a").does(answering("fine"));
      assertThat(lab.stream(lab.call()).text()).isEqualTo("fine");
    }
  }

  @Test
  void withoutBreakersEverybodyIsAskedEveryTime() {
    try (AttemptLab lab = lab("a").with(builder -> builder.breaker(BreakerSettings.NONE))) {
      fails(lab, "a", 20);
      assertThat(lab.service("a").asked()).hasSize(20);
    }
  }

  @Test
  void whoAskedToWaitIsPassedOverUntilThen() {
    try (AttemptLab lab = lab("a", "b")) {
      lab.service("a")
          .does(failingFor(ErrorKind.RATE_LIMITED, Duration.ofSeconds(9)), answering("from a"));
      lab.service("b").does(answering("from b"));
      lab.stream(lab.named("a"));

      assertThat(lab.stream(lab.call()).text()).isEqualTo("from b");
      lab.pass(9_000);
      assertThat(lab.stream(lab.call()).text()).isEqualTo("from a");
    }
  }

  @Test
  void whoAskedToWaitIsWaitedForWhereNobodyElseIs() {
    try (AttemptLab lab = lab("a")) {
      lab.service("a")
          .does(failingFor(ErrorKind.RATE_LIMITED, Duration.ofSeconds(9)), answering("from a"));
      lab.stream(lab.call());
      lab.pass(1_000);
      RunnerCall call = lab.call();
      lab.stream(call);
      lab.pass(8_000);

      assertThat(lab.service("a").times()).containsExactly(0L, 9_000L);
      assertThat(call.trail().get(0).waited()).isEqualTo(Duration.ofSeconds(8));
    }
  }

  @Test
  void whoSaidThatNothingIsLeftOfALimitIsPassedOverEvenAfterAnAnswer() {
    try (AttemptLab lab = lab("a", "b")) {
      lab.service("a").does(exhausted("tokens", OptionalLong.empty(), Duration.ofSeconds(6)));
      lab.service("b").does(answering("from b"));
      lab.stream(lab.call());

      assertThat(lab.stream(lab.call()).text()).isEqualTo("from b");
      lab.pass(6_000);
      assertThat(lab.stream(lab.call()).text()).isEqualTo("from a");
    }
  }

  @Test
  void ofALimitOnRequestsTheFirstIsThereAgainBeforeTheLast() {
    try (AttemptLab lab = lab("a")) {
      lab.service("a").does(exhausted("requests", OptionalLong.of(60), Duration.ofSeconds(60)));
      lab.stream(lab.call());
      lab.stream(lab.call());
      lab.pass(1_000);

      assertThat(lab.service("a").times()).containsExactly(0L, 1_000L);
    }
  }

  private static Consumer<Asked> exhausted(String what, OptionalLong limit, Duration resets) {
    return asked -> {
      asked
          .exchange()
          .rateLimit(new RateLimit(what, limit, OptionalLong.of(0), Optional.of(resets)));
      asked.answer("from a");
    };
  }

  @Test
  void aRefusedKeyIsAskedLastAndAskedAllTheSameWhereNobodyElseIsLeft() {
    try (AttemptLab lab = lab("a", "b")) {
      lab.service("a").does(failing(ErrorKind.AUTHENTICATION));
      lab.service("b").does(answering("from b"));
      lab.stream(lab.named("a"));
      assertThat(lab.stream(lab.call()).text()).isEqualTo("from b");
      RunnerCall named = lab.named("a");
      lab.stream(named);

      assertThat(failure(named).kind()).isEqualTo(ErrorKind.AUTHENTICATION);
      assertThat(lab.service("a").asked()).hasSize(2);
    }
  }
}
