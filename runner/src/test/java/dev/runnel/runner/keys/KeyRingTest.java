package dev.runnel.runner.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Secret;
import dev.runnel.api.Warning;
import dev.runnel.runner.health.LatelyUsed;
import dev.runnel.runner.policy.EndpointKeys;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.stage.HandMovedTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyRingTest {
  private static final Optional<String> MODEL = Optional.of("gpt-4o");
  private static final Key HOME = new Key("home", Secret.of("sk-home-0815"));
  private static final Key WORK = new Key("work", Secret.of("sk-work-4711"));
  private static final Key SPARE = new Key("spare", Secret.of("sk-spare-42"));

  private final HandMovedTime time = new HandMovedTime();
  private final KeyRing ring =
      new KeyRing(new EndpointKeys("openai", "api-key", List.of(HOME, WORK, SPARE)), time);

  private String next() {
    return next(MODEL);
  }

  private String next(Optional<String> model) {
    return next(model, Set.of());
  }

  private String next(Optional<String> model, Set<String> tried) {
    return ring.next(model, tried).label();
  }

  private Optional<String> fail(Key key, ErrorKind kind) {
    return ring.failed(key.label(), MODEL, ChatException.of(kind, "no")).map(Warning::message);
  }

  private ChatException nobody() {
    return catchThrowableOfType(ChatException.class, () -> ring.next(MODEL, Set.of()));
  }

  @Test
  void keysTakeTurns() {
    assertThat(List.of(next(), next(), next(), next()))
        .containsExactly("home", "work", "spare", "home");
  }

  @Test
  void modelsThatCallersMadeUpAreForgottenInTheEnd() {
    ChatException refusal = ChatException.of(ErrorKind.PERMISSION, "no");
    for (int i = 0; i <= LatelyUsed.MOST; i++) {
      ring.failed("home", Optional.of("made-up-" + i), refusal);
    }
    assertThat(next(Optional.of("made-up-0"))).as("forgotten").isEqualTo("home");
    assertThat(next(Optional.of("made-up-" + LatelyUsed.MOST))).isEqualTo("work");
    assertThat(next(Optional.of("made-up-" + LatelyUsed.MOST))).isEqualTo("spare");
    assertThat(next(Optional.of("made-up-" + LatelyUsed.MOST))).isEqualTo("work");
  }

  @Test
  void whoHadItsTurnInThisCallComesLast() {
    assertThat(next(MODEL, Set.of("home", "work"))).isEqualTo("spare");
    assertThat(next(MODEL, Set.of("home", "work", "spare"))).isEqualTo("home");
  }

  @Test
  void aRefusedKeyIsLeftAsideAndThatIsToldOnce() {
    assertThat(fail(HOME, ErrorKind.AUTHENTICATION))
        .contains("The key 'home' of 'openai' is left aside: it was refused; 2 of 3 go on");
    assertThat(fail(HOME, ErrorKind.AUTHENTICATION)).isEmpty();

    time.advance(Duration.ofDays(1));
    assertThat(List.of(next(), next(), next())).containsExactly("work", "spare", "work");
  }

  @Test
  void aModelThatAKeyMayNotAskIsNoReasonToLeaveItAsideForOthers() {
    assertThat(fail(HOME, ErrorKind.PERMISSION))
        .contains(
            "The key 'home' of 'openai' is left aside: it is not allowed the model 'gpt-4o'; 2 of 3 go"
                + " on");

    assertThat(List.of(next(), next(), next())).containsExactly("work", "spare", "work");
    assertThat(next(Optional.of("gpt-4o-mini"))).isEqualTo("home");
  }

  @Test
  void aKeyThatAskedTooOftenRestsUntilItsResetAndNobodyIsTold() {
    ChatException limited =
        ChatException.builder(ErrorKind.RATE_LIMITED, "slow down")
            .retry(RetryAdvice.SAME_ENDPOINT.after(Duration.ofSeconds(30)))
            .build();
    assertThat(ring.failed(HOME.label(), MODEL, limited)).isEmpty();

    time.advance(Duration.ofSeconds(30).minusNanos(1));
    assertThat(List.of(next(), next())).containsExactly("work", "spare");
    time.advance(Duration.ofNanos(1));
    assertThat(next()).isEqualTo("home");
  }

  @Test
  void anAccountThatIsUsedUpIsTriedAgainAfterAnHour() {
    assertThat(fail(HOME, ErrorKind.QUOTA)).isPresent();
    time.advance(Duration.ofMinutes(59));
    assertThat(List.of(next(), next())).containsExactly("work", "spare");
    time.advance(Duration.ofMinutes(1));
    assertThat(next()).isEqualTo("home");
  }

  @Test
  void aFailureThatSaysNothingOfTheKeyLeavesItWhereItIs() {
    for (ErrorKind kind : ErrorKind.values()) {
      if (!Set.of(
              ErrorKind.AUTHENTICATION,
              ErrorKind.PERMISSION,
              ErrorKind.QUOTA,
              ErrorKind.RATE_LIMITED)
          .contains(kind)) {
        assertThat(fail(HOME, kind)).as(kind.name()).isEmpty();
      }
    }
    assertThat(next()).isEqualTo("home");
  }

  @Test
  void whereNoneIsLeftEachIsNamedWithItsTroubleAndNoneIsPrinted() {
    fail(HOME, ErrorKind.AUTHENTICATION);
    fail(WORK, ErrorKind.PERMISSION);
    assertThat(ring.hasOther("work", MODEL)).isTrue();
    assertThat(ring.hasOther("spare", MODEL)).isFalse();
    fail(SPARE, ErrorKind.AUTHENTICATION);

    ChatException reason = nobody();

    assertThat(reason)
        .hasMessage(
            "No key of 'openai' can be used: 'home' was refused, 'work' is not allowed the model"
                + " 'gpt-4o', 'spare' was refused");
    assertThat(reason.nextStep())
        .contains("Replace the keys of openai.api-key, or ask another endpoint");
    assertThat(reason.kind()).isEqualTo(ErrorKind.PERMISSION);
    assertThat(reason.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    assertThat(reason.toString()).doesNotContain("sk-");
  }

  @Test
  void whereOneOnlyRestsItIsSaidHowLong() {
    fail(HOME, ErrorKind.AUTHENTICATION);
    fail(WORK, ErrorKind.AUTHENTICATION);
    fail(SPARE, ErrorKind.RATE_LIMITED);
    time.advance(Duration.ofMillis(1_500));

    ChatException reason = nobody();

    assertThat(reason.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    assertThat(reason.retry().after()).contains(Duration.ofMillis(3_500));
    assertThat(reason.nextStep())
        .contains("Ask again in 4 s, replace the keys of openai.api-key, or ask another endpoint");
    time.advance(Duration.ofMillis(3_500));
    assertThat(next()).isEqualTo("spare");
  }

  @Test
  void aRefusalIsNotForgottenWhenTheSameKeyIsLimited() {
    fail(HOME, ErrorKind.AUTHENTICATION);
    fail(HOME, ErrorKind.RATE_LIMITED);
    time.advance(Duration.ofDays(1));

    assertThat(List.of(next(), next(), next())).doesNotContain("home");
  }
}
