package dev.runnel.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.sandbox.script.Script;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every provider must make of a stream of events in the OpenAI form, whose traps are all over
 * the field, beside what {@link dev.runnel.testkit.contract.ProviderContract} proves of every
 * format; extended by the tests of each provider that can get one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OpenAiStreamContract {
  private static final String TEXT = "ü😀\n\"data: {}\"";

  private ProviderUnderTest service;

  /** The provider's id. */
  protected abstract String provider();

  @BeforeAll
  void start() {
    service = ProviderUnderTest.start(provider());
  }

  @AfterAll
  void close() {
    service.close();
  }

  private Heard hear(Script script) {
    return service.hear(script.asSse().chunked());
  }

  static Stream<UnaryOperator<Script>> lineEnds() {
    return Stream.of(script -> script, Script::crlf, Script::cr);
  }

  @ParameterizedTest
  @MethodSource("lineEnds")
  void cutIntoSingleBytesItSaysTheSame(UnaryOperator<Script> lineEnd) {
    Script script = Script.answer("Grüße, ", "😀", "\n", TEXT).usage(9, 4);

    assertSays("Grüße, 😀\n" + TEXT, lineEnd.apply(script).inPiecesOf(1));
  }

  @ParameterizedTest
  @MethodSource("lineEnds")
  void cutInTwoAnywhereItSaysTheSame(UnaryOperator<Script> lineEnd) {
    Script script = lineEnd.apply(Script.nothing().tokens("ü😀").finish("stop").done());

    for (int cut = 1; cut < 330; cut++) {
      assertSays("ü😀", script.inPiecesCutAt(cut));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cutAtRandomItSaysTheSame(boolean gzip) {
    Random random = new Random(20230625);
    Script script = Script.answer("Grüße, ", "😀", "\n", TEXT).keepAlive().prettyPrinted().crlf();
    for (int i = 0; i < 60; i++) {
      long[] cuts = random.longs(1 + random.nextInt(9), 1, 1500).toArray();
      Script cut = script.inPiecesCutAt(cuts);
      assertSays("Grüße, 😀\n" + TEXT, gzip ? cut.gzip() : cut);
    }
  }

  @Test
  void dataWithoutSpaceAndOnSeveralLinesIsData() {
    assertSays(TEXT, Script.answer(TEXT).withoutSpace());
    assertSays(TEXT, Script.answer(TEXT).prettyPrinted());
    assertSays(
        "Hi",
        Script.nothing()
            .eventLines("{\"choices\":", "[{\"delta\":{\"content\":\"Hi\"},", "\"index\":0}]}")
            .done());
  }

  @Test
  void aByteOrderMarkAndCommentsAreNoText() {
    assertSays("Hello", Script.nothing().body("\ufeff").then(Script.answer("Hel", "lo")));
    assertSays(
        "Hello",
        Script.nothing()
            .keepAlive()
            .role()
            .body(": data: not this\nevent: ping\nretry: 5\nid: 1\n\n")
            .tokens("Hel")
            .keepAlive()
            .tokens("lo")
            .finish("stop")
            .keepAlive()
            .done());
  }

  @Test
  void anEventOfOneMebibyteIsOneToken() {
    Heard heard = hear(Script.nothing().role().hugeToken(1 << 20).finish("stop").done());

    heard.completed();
    assertThat(heard.text()).isEqualTo("x".repeat(1 << 20));
  }

  @Test
  void roleNullAndUsageChunksSayNothing() {
    Heard heard =
        hear(Script.nothing().role().nullContent().tokens("Hi").finish("stop").usage(9, 4).done());

    assertThat(heard.tokens()).containsExactly("Hi");
    Usage usage = heard.completed().usage();
    assertThat(usage.source()).isEqualTo(Usage.Source.REPORTED);
    assertThat(usage.inputTokens()).hasValue(9);
    assertThat(usage.outputTokens()).hasValue(4);
  }

  @Test
  void nothingAfterTheEndMarkIsRead() {
    assertSays(
        "Hi", Script.answer("Hi").event("{\"choices\":[{\"delta\":{\"content\":\"late\"}}]}"));
    assertSays("Hi", Script.answer("Hi").body("oops"));
  }

  @Test
  void theReasonOfTheEndIsTold() {
    assertThat(finishOf("length").kind()).isEqualTo(FinishReason.Kind.LENGTH);
    assertThat(finishOf("content_filter").kind()).isEqualTo(FinishReason.Kind.CONTENT_FILTER);
    assertThat(finishOf("moon").kind()).isEqualTo(FinishReason.Kind.OTHER);
    assertThat(finishOf("moon").wireName()).hasValue("moon");
  }

  private FinishReason finishOf(String reason) {
    return hear(Script.nothing().tokens("Hi").finish(reason).done()).completed().finishReason();
  }

  @Test
  void anEventThatTheEndCutsIsNotRead() {
    Heard heard = hear(Script.nothing().tokens("Hel").body("data: {\"choices\":[{\"del"));

    assertThat(heard.text()).isEqualTo("Hel");
    assertThat(heard.incomplete().reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY);
  }

  private void assertSays(String text, Script script) {
    Heard heard = hear(script);

    heard.completed();
    assertThat(heard.text()).isEqualTo(text);
  }
}
