package dev.runnel.provider.yqcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
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

class YqcloudFailuresTest {
  private static ProviderUnderTest yqcloud;

  @BeforeAll
  static void start() {
    yqcloud = ProviderUnderTest.start("yqcloud");
  }

  @AfterAll
  static void close() {
    yqcloud.close();
  }

  @Test
  void theBanNoticeIsNoAnswerWhereverItIsCut() {
    Script notice = Script.nothing().tokens(KnownFailures.BAN_NOTICE + "！");
    assertBanned(notice.inPiecesOf(1));
    for (int cut = 1; cut < KnownFailures.BAN_NOTICE.getBytes(UTF_8).length; cut++) {
      assertBanned(notice.inPiecesCutAt(cut));
    }
  }

  @Test
  void theBanNoticeAfterAnEchoIsNoAnswer() {
    assertBanned(Script.nothing().echo().tokens(KnownFailures.BAN_NOTICE).inPiecesOf(7));
  }

  private static void assertBanned(Script script) {
    ChatException failure = yqcloud.hear(script).refused();
    assertThat(failure.kind()).isEqualTo(ErrorKind.BLOCKED);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    assertThat(failure)
        .hasMessageStartingWith("The service sent a notice instead of an answer: \"sorry, 您的ip");
    assertThat(failure.nextStep())
        .hasValueSatisfying(step -> assertThat(step).startsWith("Ask another service"));
  }

  @Test
  void anAnswerThatMentionsOrAlmostIsTheNoticeIsAnAnswer() {
    String mention = "It says: " + KnownFailures.BAN_NOTICE;
    assertThat(yqcloud.hear(Script.nothing().tokens(mention)).text()).isEqualTo(mention);
    assertThat(yqcloud.hear(Script.nothing().tokens("sorry, 您的")).text()).isEqualTo("sorry, 您的");
  }

  @Test
  void tooLongIsTooLongThoughItsStatusSaysTooManyRequests() {
    ChatException failure = yqcloud.hear(KnownFailures.tooLong()).refused();

    assertThat(failure.kind()).isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
    assertThat(failure.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
    assertThat(failure.httpStatus()).hasValue(429);
    assertThat(failure)
        .hasMessage(
            "The conversation is too long for the model: \"" + KnownFailures.TOO_LONG + "\"");
    assertThat(failure.nextStep())
        .hasValue("Shorten the message, or ask a service that takes more");
  }

  @Test
  void forbiddenMeansBarred() {
    for (Script script :
        new Script[] {
          Script.status(403),
          Script.status(403).plain("Forbidden"),
          KnownFailures.cloudflarePage(403)
        }) {
      ChatException failure = yqcloud.hear(script).refused();
      assertThat(failure.kind()).isEqualTo(ErrorKind.BLOCKED);
      assertThat(failure.retry()).isEqualTo(RetryAdvice.ANOTHER_ENDPOINT);
      assertThat(failure.httpStatus()).hasValue(403);
      assertThat(failure.nextStep())
          .hasValue("Use another service, or another way out to the network");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\":{\"message\":\"No money\",\"type\":\"insufficient_quota\"}} | QUOTA",
        "{\"error\":\"文字过长，请删减后重试。\"} | CONTEXT_TOO_LONG",
        "{\"code\":500,\"message\":\"The server is overloaded\"} | UNAVAILABLE",
      })
  void anErrorObjectIsNoAnswerHoweverItIsCut(String document, ErrorKind kind) {
    Script script = Script.nothing().json(document);
    for (Script one :
        new Script[] {script, script.chunked().inPiecesOf(1), script.contentLength()}) {
      ChatException failure = yqcloud.hear(one).refused();
      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.retry()).isEqualTo(RetryAdvice.usualFor(kind));
      assertThat(failure.nextStep()).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"Ann\"}",
        "[1, 2]",
        "{oops",
        "Here is the JSON: {\"error\":\"none\"}",
        "{\"error\":null,\"answer\":42}"
      })
  void textIsTextThoughItCallsItselfJson(String text) {
    Heard heard = yqcloud.hear(Script.nothing().json(text));

    heard.completed();
    assertThat(heard.text()).isEqualTo(text);
  }

  @Test
  void aLongTextIsTextThoughItCallsItselfJson() {
    String text = "{\"error\":\"" + "x".repeat(100_000);
    Heard heard = yqcloud.hear(Script.nothing().json(text));

    heard.completed();
    assertThat(heard.text()).isEqualTo(text);
  }

  @Test
  void anErrorObjectThatWasAskedForIsAnAnswer() {
    String text = "{\"error\":{\"message\":\"an example\"}}";
    Heard heard = yqcloud.hear(Script.nothing().tokens(text));

    heard.completed();
    assertThat(heard.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 503})
  void aWallsPageIsNoAnswer(int status) {
    assertThat(yqcloud.hear(KnownFailures.cloudflarePage(status)).refused().kind())
        .isEqualTo(ErrorKind.BLOCKED);
  }

  @Test
  void whatCannotBeTextIsNoAnswer() {
    assertThat(
            yqcloud
                .hear(Script.nothing().contentType("application/pdf").body("%PDF-1.7"))
                .refused()
                .kind())
        .isEqualTo(ErrorKind.PROTOCOL);
  }
}
