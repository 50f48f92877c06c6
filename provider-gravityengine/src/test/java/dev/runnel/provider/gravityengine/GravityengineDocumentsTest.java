package dev.runnel.provider.gravityengine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GravityengineDocumentsTest {
  private static final String DOCUMENT =
      "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ü😀\"},"
          + "\"finish_reason\":\"stop\"}]}";

  private static ProviderUnderTest gravityengine;

  @BeforeAll
  static void start() {
    gravityengine = ProviderUnderTest.start("gravityengine");
  }

  @AfterAll
  static void close() {
    gravityengine.close();
  }

  private static Heard hear(Script script) {
    return gravityengine.hear(script);
  }

  @Test
  void oneDocumentIsOneToken() {
    Heard heard = hear(Script.answer("Hel", "lo"));

    assertThat(heard.tokens()).containsExactly("Hello");
    assertThat(heard.completed().finishReason().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void twoDocumentsCutAnywhereAreTwoTokens() {
    Script script = Script.nothing().body(DOCUMENT + "\n" + DOCUMENT).chunked();
    for (int cut = 1; cut < 2 * DOCUMENT.length(); cut++) {
      Heard heard = hear(script.inPiecesCutAt(cut));

      heard.completed();
      assertThat(heard.tokens()).containsExactly("ü😀", "ü😀");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "\r\n\t"})
  void documentsMayStandApartOrNot(String between) {
    Heard heard = hear(Script.nothing().body(DOCUMENT + between + DOCUMENT + between));

    heard.completed();
    assertThat(heard.tokens()).containsExactly("ü😀", "ü😀");
  }

  @Test
  void aByteOrderMarkAndWhiteSpaceBeforeItAreNoText() {
    assertThat(hear(Script.nothing().body("\ufeff \r\n" + DOCUMENT)).text()).isEqualTo("ü😀");
  }

  @Test
  void theFirstByteTellsADocumentFromEventsWhateverTheContentTypeSays() {
    Script document = Script.answer("Hello");
    Script events = Script.answer("Hel", "lo").asSse();

    assertThat(hear(document.contentType("text/event-stream")).text()).isEqualTo("Hello");
    assertThat(hear(document.withoutContentType()).text()).isEqualTo("Hello");
    assertThat(hear(events.contentType("application/json")).tokens()).containsExactly("Hel", "lo");
    assertThat(hear(events.withoutContentType()).tokens()).containsExactly("Hel", "lo");
  }

  @Test
  void aDocumentOfOneMebibyteIsReadWhole() {
    Heard heard = hear(Script.nothing().hugeToken(1 << 20).finish("stop").done());

    heard.completed();
    assertThat(heard.tokens()).containsExactly("x".repeat(1 << 20));
  }

  @Test
  void gzipIsUnpacked() {
    assertThat(hear(Script.answer("Hello").gzip()).text()).isEqualTo("Hello");
  }

  @Test
  void reasonAndUsageAreTold() {
    Outcome.Completed completed =
        hear(Script.nothing().tokens("Hi").finish("length").usage(9, 4).done()).completed();

    assertThat(completed.finishReason().kind()).isEqualTo(FinishReason.Kind.LENGTH);
    assertThat(completed.usage().inputTokens()).hasValue(9);
    assertThat(completed.usage().outputTokens()).hasValue(4);
    assertThat(completed.report().model()).hasValue("gpt-3.5-turbo-16k");
    assertThat(
            hear(Script.nothing().tokens("Hi").finish("content_filter").done())
                .completed()
                .finishReason()
                .kind())
        .isEqualTo(FinishReason.Kind.CONTENT_FILTER);
  }

  @Test
  void aDocumentWithoutContentAndReasonIsNoAnswer() {
    assertThat(hear(Script.nothing().nullContent().done()).refused().kind())
        .isEqualTo(ErrorKind.EMPTY_ANSWER);
    assertThat(hear(Script.nothing().body("{\"choices\":[]}")).refused().kind())
        .isEqualTo(ErrorKind.EMPTY_ANSWER);
    assertThat(hear(Script.nothing()).refused().kind()).isEqualTo(ErrorKind.EMPTY_ANSWER);
  }

  @Test
  void aDocumentThatItsOwnEndCutsIsABrokenProtocol() {
    for (int bytes : new int[] {1, 40, DOCUMENT.length() - 5}) {
      assertThat(
              hear(Script.nothing().body(DOCUMENT.substring(0, bytes)).contentLength())
                  .refused()
                  .kind())
          .isEqualTo(ErrorKind.PROTOCOL);
    }
  }

  @Test
  void aDocumentThatTheConnectionCutsIsALostConnection() {
    assertThat(hear(Script.nothing().body(DOCUMENT).contentLength().cutAt(40)).refused().kind())
        .isEqualTo(ErrorKind.CONNECTION);
    assertThat(hear(Script.nothing().body(DOCUMENT).chunked().cutAt(40)).refused().kind())
        .isEqualTo(ErrorKind.CONNECTION);
  }

  @Test
  void aCutSecondDocumentMakesTheAnswerIncomplete() {
    Heard ended = hear(Script.nothing().body(DOCUMENT + DOCUMENT.substring(0, 40)));
    assertThat(ended.text()).isEqualTo("ü😀");
    assertThat(ended.incomplete().reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);
  }
}
