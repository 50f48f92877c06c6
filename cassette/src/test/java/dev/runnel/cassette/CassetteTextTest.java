package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a cassette is written and read. */
class CassetteTextTest {
  private static final Taped HELLO =
      new Taped(
          1,
          "acme",
          new Taped.Request(
              "POST",
              "/v1/chat?key=***",
              List.of(Map.entry("content-type", "application/json")),
              "{\"say\": \"Grüße, 😀\"}".getBytes(UTF_8)),
          Optional.of(
              new Taped.Head(
                  200,
                  Duration.ofMillis(212),
                  List.of(
                      Map.entry("content-type", "text/event-stream"),
                      Map.entry("transfer-encoding", "chunked")))),
          List.of(
              new Taped.Chunk(
                  Duration.ofMillis(3), "data: {\"x\": \"a\\nb\"}\r\n\n".getBytes(UTF_8)),
              new Taped.Chunk(
                  Duration.ofMillis(51), new byte[] {'d', ' ', (byte) 0xe2, (byte) 0x82}),
              new Taped.Chunk(Duration.ZERO, new byte[] {(byte) 0xac, 0, ' '})),
          new Taped.End(Ending.RESET, Duration.ofSeconds(2), "as if"));

  private static String text(List<Taped> exchanges) {
    StringBuilder text = new StringBuilder(CassetteLines.start());
    text.append(CassetteLines.upstream("acme", "https://api.acme.example/v1"));
    for (Taped taped : exchanges) {
      text.append(CassetteLines.asked(taped.number(), taped.upstream(), taped.request()));
      taped.answer().ifPresent(head -> text.append(CassetteLines.answered(head)));
      taped.body().forEach(chunk -> text.append(CassetteLines.chunk(chunk)));
      text.append(CassetteLines.ended(taped.end()));
    }
    return text.append(CassetteLines.end()).toString();
  }

  @Test
  void itIsMadeToBeRead() {
    assertThat(text(List.of(HELLO)))
        .isEqualTo(
            """
            runnel-cassette 1
            # What a service was asked (>) and answered (<); `***` is a blanked secret, or anything.
            # Made to be read and edited: docs/testing.md of Runnel says how.

            upstream acme https://api.acme.example/v1

            exchange 1 acme
            > POST /v1/chat?key=***
            > content-type: application/json
            >: {"say": "Grüße, 😀"}
            < 200 after 0.212s
            < content-type: text/event-stream
            < transfer-encoding: chunked
            @ 0.003s
            <| data: {"x": "a\\nb"}⟦0d⟧
            <|
            @ 0.051s
            <: d ⟦e282⟧
            @ 0.000s
            <: ⟦ac0020⟧
            reset after 2.000s as if

            end of cassette
            """);
  }

  @Property(tries = 300)
  void whateverIsWrittenIsRead(@ForAll("tapes") List<Taped> exchanges) {
    String text = text(exchanges);

    Cassette cassette = CassetteParser.parse(text, "x");

    assertThat(cassette.whole()).isTrue();
    assertThat(cassette.exchanges()).usingRecursiveComparison().isEqualTo(exchanges);
    // Editors that change line ends or take blanks from their ends change nothing.
    String edited = text.replaceAll("(?m)[ \\t]+$", "").replace("\n", "\r\n");
    assertThat(CassetteParser.parse(edited, "x").exchanges())
        .usingRecursiveComparison()
        .isEqualTo(exchanges);
  }

  @Provide
  Arbitrary<List<Taped>> tapes() {
    Arbitrary<byte[]> bytes =
        Arbitraries.oneOf(
            Arbitraries.bytes().array(byte[].class).ofMaxSize(30),
            Arbitraries.of(
                    "", "\n", "\n\n", "a\nb", " ", "⟦", "⟦0d⟧", "\0⟧\0", "\r\n", "end", "😀",
                    "\ufeff")
                .map(text -> text.getBytes(UTF_8)));
    Arbitrary<Duration> time = Arbitraries.integers().between(0, 9_999).map(Duration::ofMillis);
    Arbitrary<List<Map.Entry<String, String>>> headers =
        Arbitraries.of("x", "y y", "", "ü: 1", "⟦⟧", " z ")
            .map(value -> Map.entry("x-some", value.strip()))
            .list()
            .ofMaxSize(2);
    Arbitrary<Taped.Request> request =
        Combinators.combine(headers, bytes).as((h, b) -> new Taped.Request("POST", "/a?b=c", h, b));
    Arbitrary<Optional<Taped.Head>> head =
        Combinators.combine(time, headers)
            .as((after, h) -> Optional.of(new Taped.Head(200, after, h)));
    Arbitrary<List<Taped.Chunk>> chunks =
        Combinators.combine(time, bytes).as(Taped.Chunk::new).list().ofMaxSize(4);
    Arbitrary<Taped.End> end =
        Combinators.combine(Arbitraries.of(Ending.values()), time)
            .as((kind, after) -> new Taped.End(kind, after, ""));
    return Combinators.combine(request, head, chunks, end)
        .as((r, h, c, e) -> new Taped(7, "acme", r, h, c, e))
        .list()
        .ofMaxSize(3);
  }

  @Property
  void anyBytesAreTextAndBack(@ForAll byte[] bytes) {
    String text = EscapedText.of(bytes, 0, bytes.length);

    assertThat(text).doesNotContainPattern("[\\p{Cntrl}\\u2028\\u2029\\ufeff]").doesNotEndWith(" ");
    assertThat(EscapedText.bytes(text)).isEqualTo(bytes);
  }

  @Test
  void bracketsOfTheServicesAreNotTakenForThoseOfTheCassette() {
    byte[] bytes = "\u0001a⟧\u0002 ⟦0d⟧".getBytes(UTF_8);

    assertThat(EscapedText.bytes(EscapedText.of(bytes, 0, bytes.length))).isEqualTo(bytes);
  }

  @Test
  void whatIsNoUtf8IsToldApartFromWhatIs() {
    byte[] latin = "Grüße".getBytes(ISO_8859_1);

    assertThat(EscapedText.of(latin, 0, latin.length)).isEqualTo("Gr⟦fcdf⟧e");
  }

  @Test
  void aKilledRecordingIsReadAsFarAsItCame() {
    String whole = text(List.of(HELLO, HELLO));
    String killed = whole.substring(0, whole.lastIndexOf("@ 0.051s"));

    Cassette cassette = CassetteParser.parse(killed, "x");

    assertThat(cassette.whole()).isFalse();
    assertThat(cassette.size()).isEqualTo(2);
    Taped last = cassette.exchanges().get(1);
    assertThat(last.body()).hasSize(1);
    assertThat(last.end().kind()).isEqualTo(Ending.CUT);
    assertThat(last.end().why()).isEqualTo("the recording was cut short here");
  }

  @Test
  void aKillMayCutALineOrACharacter() throws Exception {
    byte[] whole = text(List.of(HELLO, HELLO)).getBytes(UTF_8);
    int last = whole.length - (CassetteLines.LAST + "\n").length();

    for (int length = CassetteLines.start().getBytes(UTF_8).length; length <= last; length++) {
      Cassette cassette = Cassette.of(Arrays.copyOf(whole, length), "x");

      assertThat(cassette.whole()).as("the first %s bytes", length).isFalse();
    }
  }

  @Test
  void aFileMayEndWithoutALineEnd() throws Exception {
    String whole = text(List.of(HELLO)).stripTrailing();
    String byHand = whole.substring(0, whole.lastIndexOf("reset after")) + "<: Grüß";

    assertThat(Cassette.of(whole.getBytes(UTF_8), "x").whole()).isTrue();
    assertThat(Cassette.of(byHand.getBytes(UTF_8), "x").exchanges().get(0).body().get(2).bytes())
        .endsWith("Grüß".getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                          | 'x' is no cassette that this version reads: its first line is not 'runnel-cassette 1'.
          runnel-cassette 2              | 'x' is no cassette that this version reads: its first line is not 'runnel-cassette 1'.
          runnel-cassette 1;> GET /      | 'x', line 2: expected 'upstream …' or 'exchange …'.
          runnel-cassette 1;exchange 1 a | 'x', line 2: there is no line 'upstream a …' before it.
          runnel-cassette 1;upstream a http://a;exchange 1 a;< 200 after 0.1s | 'x', line 4: expected the request, such as '> POST /v1/chat/completions'.
          runnel-cassette 1;upstream a http://a;exchange 1 a;> GET /;< 200    | 'x', line 5: expected the answer's status, such as '< 200 after 0.120s'.
          runnel-cassette 1;upstream a http://a;exchange 1 a;> GET /;>: ⟦x⟧   | 'x', line 5: '⟦x⟧' does not hold bytes in hexadecimal.
          runnel-cassette 1;upstream a http://a;exchange 1 a;> GET /;>: ⟦0d   | 'x', line 5: '⟦' has no '⟧'.
          runnel-cassette 1;upstream a http://a;exchange 1 a;> GET /;end after 0s | 'x', line 5: an answer that ends has a status before it, such as '< 200 after 0.120s'.
          runnel-cassette 1;upstream a http://a;exchange 1 a;> GET /;hello    | 'x', line 5: cannot be understood.
          runnel-cassette 1;end of cassette;upstream a http://a | 'x', line 3: nothing follows 'end of cassette'.
          """)
  void aMistakeIsToldWithItsLine(String lines, String message) {
    assertThatExceptionOfType(CassetteException.class)
        .isThrownBy(() -> CassetteParser.parse(lines.replace(';', '\n') + "\n", "x"))
        .withMessage(message);
  }
}
