package dev.runnel.provider.lockchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RetryAdvice;
import dev.runnel.sandbox.fault.KnownFailures;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LockchatFailuresTest {
  private static ProviderUnderTest lockchat;

  @BeforeAll
  static void start() {
    lockchat = ProviderUnderTest.start("lockchat");
  }

  @AfterAll
  static void close() {
    lockchat.close();
  }

  static Stream<Script> aModelThatIsAway() {
    return Stream.of(
        KnownFailures.modelGone(),
        KnownFailures.modelGonePrettyPrinted(),
        KnownFailures.modelGoneInStream(),
        KnownFailures.modelGoneInStream().prettyPrinted().crlf().inPiecesOf(1),
        // as the service says it where it has no codes
        Script.nothing().json("{\"error\": {\"message\": \"The model: `gpt-4` does not exist\"}}"),
        Script.nothing().error("", "The model: `gpt-3.5-turbo` does not exist").done());
  }

  @ParameterizedTest
  @MethodSource("aModelThatIsAway")
  void aModelThatIsAwayIsWorthAnotherAttemptHere(Script script) {
    ChatException failure = lockchat.hear(script).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.SAME_ENDPOINT);
    assertThat(failure)
        .hasMessageMatching(
            "The service does not have this model: "
                + "\"The model: `gpt-(4|3.5-turbo)` does not exist\"");
    assertThat(failure.nextStep())
        .hasValue("Ask again: the service says so now and then of models it has");
    assertThat(failure.endpoint()).hasValue("lockchat");
  }

  @Test
  void afterContentItIsToldThatThereWasSome() {
    Heard heard =
        lockchat.hear(
            Script.nothing().tokens("Hel").error("model_not_found", KnownFailures.MODEL_GONE));

    assertThat(heard.text()).isEqualTo("Hel");
    Outcome.Failed failed = heard.failed();
    assertThat(failed.contentDelivered()).isTrue();
    assertThat(failed.cause().kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
  }

  @Test
  void anAnswerThatSpeaksOfAMissingModelIsAnAnswer() {
    Heard heard = lockchat.hear(Script.answer(KnownFailures.MODEL_GONE));

    heard.completed();
    assertThat(heard.text()).isEqualTo(KnownFailures.MODEL_GONE);
  }

  @Test
  void aModelThatItDoesNotSeeIsNotTheRequestsFault() {
    ChatException failure = lockchat.hear(KnownFailures.modelParameterMissing()).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    assertThat(failure.httpStatus()).hasValue(400);
    assertThat(failure).hasMessageContaining("you must provide a model parameter");
    assertThat(failure.nextStep())
        .hasValue("Ask another service: this one does not see the model it was sent");
  }

  @Test
  void theBanNoticeIsNoAnswer() {
    ChatException failure = lockchat.hear(KnownFailures.banNotice()).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.BLOCKED);
    assertThat(failure).hasMessageContaining(KnownFailures.BAN_NOTICE);
  }

  @Test
  void aWallsPageIsNoAnswer() {
    assertThat(lockchat.hear(KnownFailures.cloudflarePage(200)).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
    assertThat(lockchat.hear(KnownFailures.cloudflarePage(403)).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
  }
}
