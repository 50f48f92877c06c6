package dev.runnel.runner;

import static dev.runnel.runner.AttemptLab.failure;
import static dev.runnel.runner.AttemptLab.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Secret;
import dev.runnel.api.Warning;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.stage.Asked;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyCallsTest {
  private final AttemptLab lab = new AttemptLab("a");
  private final Map<String, ChatException> refusals = new HashMap<>();

  @BeforeEach
  void haveTwoKeys() {
    lab.with(
        builder ->
            builder.keys(
                "a",
                "api-key",
                List.of(
                    new Key("home", Secret.of("sk-home")), new Key("work", Secret.of("sk-work")))));
    lab.service("a").does(this::answer);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void answer(Asked asked) {
    @Nullable ChatException refusal = refusals.get(asked.key());
    if (refusal == null) {
      asked.answer("x");
    } else {
      asked.exchange().fail(refusal);
    }
  }

  private void refuse(String key, ErrorKind kind) {
    refusals.put(key, ChatException.of(kind, "no"));
  }

  private RunnerCall ask() {
    RunnerCall call = lab.call();
    lab.stream(call);
    return call;
  }

  private List<String> used() {
    return lab.service("a").asked().stream().map(Asked::key).toList();
  }

  private static List<String> warnings(RunnerCall call) {
    return outcome(call).report().warnings().stream().map(Warning::message).toList();
  }

  @Test
  void keysTakeTurnsAndTheTrailNamesThemByTheirLabels() {
    RunnerCall first = ask();
    ask();
    ask();

    assertThat(used()).containsExactly("sk-home", "sk-work", "sk-home");
    assertThat(first.trail()).extracting(Attempt::key).containsExactly(Optional.of("home"));
    assertThat(first.trail().toString()).doesNotContain("sk-");
  }

  @Test
  void aRefusedKeyIsLeftAsideItsSiblingAnswersTheSameCallAndItIsToldOnce() {
    refuse("sk-home", ErrorKind.AUTHENTICATION);

    RunnerCall first = ask();
    RunnerCall second = ask();

    assertThat(outcome(first)).isInstanceOf(Outcome.Completed.class);
    assertThat(used()).containsExactly("sk-home", "sk-work", "sk-work");
    assertThat(warnings(first))
        .contains("The key 'home' of 'a' is left aside: it was refused; 1 of 2 goes on");
    assertThat(warnings(second)).isEmpty();
  }

  @Test
  void aKeyThatAskedTooOftenRestsUntilItsReset() {
    refusals.put(
        "sk-home",
        ChatException.builder(ErrorKind.RATE_LIMITED, "slow down")
            .retry(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(30)))
            .build());
    ask();
    ask();
    refusals.clear();
    ask();
    lab.pass(30_000);
    ask();
    ask();

    assertThat(used())
        .containsExactly("sk-home", "sk-work", "sk-work", "sk-work", "sk-home", "sk-work");
  }

  @Test
  void whereAllAreLeftAsideTheCallFailsAtOnceAndNamesThem() {
    refuse("sk-home", ErrorKind.AUTHENTICATION);
    refuse("sk-work", ErrorKind.AUTHENTICATION);

    RunnerCall first = ask();
    RunnerCall second = ask();

    assertThat(failure(first).kind()).isEqualTo(ErrorKind.AUTHENTICATION);
    assertThat(failure(second))
        .hasMessageContaining("No key of 'a' can be used: 'home' was refused, 'work' was refused");
    assertThat(failure(second).nextStep())
        .hasValueSatisfying(step -> assertThat(step).contains("Replace the keys of a.api-key"));
    assertThat(used()).containsExactly("sk-home", "sk-work");
    assertThat(second.trail().toString() + outcome(second)).doesNotContain("sk-");
  }
}
