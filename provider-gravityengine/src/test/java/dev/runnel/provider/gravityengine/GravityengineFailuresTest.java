package dev.runnel.provider.gravityengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.sandbox.fault.KnownFailures;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GravityengineFailuresTest {
  private static ProviderUnderTest gravityengine;

  @BeforeAll
  static void start() {
    gravityengine = ProviderUnderTest.start("gravityengine");
  }

  @AfterAll
  static void close() {
    gravityengine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\":{\"message\":\"No money\",\"type\":\"insufficient_quota\"}} | QUOTA",
        "{\"error\":{\"message\":\"Slow down\",\"code\":\"rate_limit_exceeded\"}} | RATE_LIMITED",
        "{\"error\":\"Too many requests\"} | RATE_LIMITED",
        "{\"code\":401,\"message\":\"unauthorized\"} | AUTHENTICATION",
        "{\"object\":\"error\",\"message\":\"The server is overloaded\"} | UNAVAILABLE",
      })
  void anErrorObjectWithoutChoicesIsNoAnswer(String document, ErrorKind kind) {
    ChatException failure = gravityengine.hear(Script.nothing().json(document)).refused();

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.usualFor(kind));
    assertThat(failure.getMessage()).contains("\"");
    assertThat(failure.nextStep()).isPresent();
  }

  @Test
  void anErrorAfterADocumentIsToldWithWhatWasHeard() {
    Heard heard =
        gravityengine.hear(
            Script.nothing().tokens("Hel").done().error("server_error", "Sorry about that"));

    assertThat(heard.text()).isEqualTo("Hel");
    assertThat(heard.failed().contentDelivered()).isTrue();
    assertThat(heard.failed().cause()).hasMessageContaining("Sorry about that");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 503})
  void aWallsPageIsNoAnswer(int status) {
    ChatException failure = gravityengine.hear(KnownFailures.cloudflarePage(status)).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.BLOCKED);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    assertThat(failure).hasMessage("A web page came instead of an answer: \"Just a moment...\"");
    assertThat(failure.nextStep())
        .hasValue("Use another service, or another way out to the network");
    assertThat(failure.endpoint()).hasValue("gravityengine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/event-stream"})
  void aPageIsAPageWhateverItCallsItself(String type) {
    Script page = Script.nothing().body("<!DOCTYPE html><title>Gone fishing</title>");

    assertThat(gravityengine.hear(page.contentType(type)).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
    assertThat(gravityengine.hear(page.withoutContentType()).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
  }

  @Test
  void theBanNoticeIsNoAnswer() {
    assertThat(gravityengine.hear(KnownFailures.banNotice()).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
  }

  @Test
  void anAnswerThatMentionsTheNoticeIsAnAnswer() {
    Heard heard = gravityengine.hear(Script.answer("It says: " + KnownFailures.BAN_NOTICE));

    heard.completed();
    assertThat(heard.text()).isEqualTo("It says: " + KnownFailures.BAN_NOTICE);
  }
}
