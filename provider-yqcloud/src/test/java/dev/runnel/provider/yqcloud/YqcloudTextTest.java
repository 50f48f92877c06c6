package dev.runnel.provider.yqcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Warning;
import dev.runnel.sandbox.script.Script;
import dev.runnel.testkit.Heard;
import dev.runnel.testkit.ProviderUnderTest;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YqcloudTextTest {
  private static final String PREFIX = "always respond in english | ";
  private static final String MESSAGE = "Wer bist du, 😀?";

  private static ProviderUnderTest yqcloud;

  @BeforeAll
  static void start() {
    yqcloud = ProviderUnderTest.start("yqcloud");
  }

  @AfterAll
  static void close() {
    yqcloud.close();
  }

  private static Heard hear(Script script) {
    return hear(yqcloud.client(), script);
  }

  private static Heard hear(ChatClient client, Script script) {
    yqcloud.sandbox().on("yqcloud").next(script);
    return Heard.from(client, ChatRequest.of(MESSAGE));
  }

  private static void assertSays(String text, Script script) {
    Heard heard = hear(script);

    heard.completed();
    assertThat(heard.text()).isEqualTo(text);
  }

  // ---- text

  @Test
  void charactersCutAnywhereAreWhole() {
    String text = "ä文字😀👩\u200d👩\u200d👧 data: x";
    assertSays(text, Script.nothing().tokens(text).inPiecesOf(1));
    for (int cut = 1; cut < text.getBytes(UTF_8).length; cut++) {
      assertSays(text, Script.nothing().tokens(text).inPiecesCutAt(cut));
    }
  }

  @Test
  void aByteOrderMarkIsNoText() {
    assertSays("Hi", Script.nothing().body("\ufeff").tokens("Hi").inPiecesOf(1));
    assertSays("Hi", Script.nothing().body("\ufeff" + PREFIX + "Hi"));
  }

  @Test
  void aMebibyteIsHeardWhole() {
    assertSays("x".repeat(1 << 20), Script.nothing().hugeToken(1 << 20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain; charset=utf-8", "application/octet-stream", "text/markdown"})
  void theContentTypeDoesNotMatter(String type) {
    assertSays("Hi", Script.nothing().tokens("Hi").contentType(type));
    assertSays("Hi", Script.nothing().tokens("Hi").withoutContentType());
  }

  @Test
  void gzipIsUnpacked() {
    assertSays("Grüße", Script.nothing().tokens("Grüße").gzip().inPiecesOf(1));
    assertSays("Grüße", Script.nothing().tokens("Grüße").gzip().contentLength());
  }

  @Test
  void bytesThatAreNoUtf8AreReplaced() {
    assertSays("a\ufffdb", Script.nothing().bytes(new byte[] {'a', (byte) 0xff, 'b'}));
  }

  // ---- the echo

  @Test
  void anEchoOfPrefixAndMessageIsRemovedWhereverItIsCut() {
    Script script = Script.nothing().echo().tokens("I am ü");
    int bytes = (PREFIX + MESSAGE + "I am ü").getBytes(UTF_8).length;

    assertSays("I am ü", script.inPiecesOf(1));
    for (int cut = 1; cut < bytes; cut++) {
      assertSays("I am ü", script.inPiecesCutAt(cut));
    }
  }

  @Test
  void anEchoOfThePrefixAloneIsRemovedWhereverItIsCut() {
    Script script = Script.nothing().echoPrefix().tokens("Wer? ü");
    int bytes = (PREFIX + "Wer? ü").getBytes(UTF_8).length;

    assertSays("Wer? ü", script.inPiecesOf(1));
    for (int cut = 1; cut < bytes; cut++) {
      assertSays("Wer? ü", script.inPiecesCutAt(cut));
    }
  }

  @Test
  void thePhraseInMidAnswerSurvives() {
    String text = "You said '" + PREFIX + MESSAGE + "', so I do";
    assertSays(text, Script.nothing().tokens(text).inPiecesOf(3));
    assertSays(PREFIX + "!", Script.nothing().echo().tokens(PREFIX + "!"));
  }

  @Test
  void anAnswerThatOnlyBeginsAsAnEchoSurvives() {
    assertSays("always respond", Script.nothing().tokens("always respond"));
    assertSays(
        "Always respond in english | ", Script.nothing().tokens("Always respond in english | "));
  }

  @Test
  void anEchoAndNothingElseIsAnEmptyAnswer() {
    assertThat(hear(Script.nothing().echo()).refused().kind()).isEqualTo(ErrorKind.EMPTY_ANSWER);
    assertThat(hear(Script.nothing().echoPrefix()).refused().kind())
        .isEqualTo(ErrorKind.EMPTY_ANSWER);
  }

  @Test
  void anEmptyPrefixIsSentAndFiltersNothing() {
    try (ProviderUnderTest open =
        ProviderUnderTest.start("yqcloud", box -> box.yqcloudPrefix(""))) {
      ChatClient client = open.connect("prefix", "");
      open.sandbox().on("yqcloud").next(Script.nothing().echo().tokens("Hello"));

      Heard heard = Heard.from(client, ChatRequest.of("Hi"));

      heard.completed();
      assertThat(heard.text()).isEqualTo("HiHello");
      assertThat(open.sandbox().violations()).isEmpty();
    }
  }

  // ---- the end

  @Test
  void theTransportsCleanEndIsEvidence() {
    for (Script script :
        new Script[] {
          Script.nothing().tokens("Hi").chunked(), Script.nothing().tokens("Hi").contentLength()
        }) {
      assertThat(hear(script).completed().finishReason()).isEqualTo(FinishReason.NOT_GIVEN);
    }
  }

  @Test
  void anAnswerOfUnknownLengthIsIncompleteUnlessToldOtherwise() {
    Script script = Script.nothing().tokens("Hi").untilClose();

    Heard heard = hear(script);
    assertThat(heard.text()).isEqualTo("Hi");
    assertThat(heard.incomplete().reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);

    Heard lenient = hear(yqcloud.connect("lenient-end", "true"), script);
    assertThat(lenient.text()).isEqualTo("Hi");
    lenient.completed();
  }

  @Test
  void aLostConnectionIsIncomplete() {
    for (Script script :
        new Script[] {
          Script.nothing().tokens("Hello").contentLength(1_000),
          Script.nothing().tokens("Hello").chunked().close(),
          Script.nothing().tokens("Hello").gzip().chunked().close()
        }) {
      Outcome.Incomplete incomplete = hear(script).incomplete();
      assertThat(incomplete.reason()).isEqualTo(Outcome.Incomplete.Reason.CONNECTION);
    }
  }

  @Test
  void anEndInsideACharacterIsShownAndTold() {
    byte[] cut = Arrays.copyOf("Hi 😀".getBytes(UTF_8), 5);
    Heard heard = hear(Script.nothing().bytes(cut).contentLength());

    assertThat(heard.text()).isEqualTo("Hi \ufffd");
    assertThat(heard.completed().report().warnings())
        .extracting(Warning::kind)
        .containsExactly(Warning.Kind.PROTOCOL);
  }
}
