package dev.runnel.http.decode;

import static dev.runnel.http.decode.Cuts.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JsonDocumentsDecoderTest {

  @Example
  void prettyPrintedDocumentsOneAfterTheOther() {
    String first = "{\n  \"a\": \"}\\\"{\",\n  \"b\": [1, {}]\n}";
    assertThat(decode(utf8(first + "{}\r\n\t[2] \n"), List.of(3, 10, 11)))
        .isEqualTo(Decoded.of(List.of(first, "{}", "[2]"), InputEnd.BETWEEN_EVENTS));
  }

  @Example
  void aDocumentIsDeliveredAsSoonAsItIsComplete() {
    List<String> events = new ArrayList<>();
    JsonDocumentsDecoder decoder =
        new JsonDocumentsDecoder((a, offset, len) -> events.add(Decoded.latin1(a, offset, len)));
    decoder.feed(utf8("{\"a\":1}"), 0, 7);
    assertThat(events).containsExactly("{\"a\":1}");
  }

  @Example
  void anEndInsideADocumentIsReported() {
    assertThat(decode(utf8("{}{\"a\":"), List.of()))
        .isEqualTo(Decoded.of(List.of("{}"), InputEnd.INSIDE_EVENT));
  }

  @Example
  void anHtmlPageIsRefusedAtItsFirstByte() {
    assertThat(decode(utf8(" \n<html>"), List.of(1)).end()).isEqualTo("MALFORMED at 2");
  }

  @Example
  void whatCannotStandBetweenOrWithinDocumentsIsRefusedWhereItIs() {
    assertThat(decode(utf8("{},{}"), List.of(1)).end()).isEqualTo("MALFORMED at 2");
    assertThat(decode(utf8("{\"a\": <b>}"), List.of(1, 2)).end()).isEqualTo("MALFORMED at 6");
  }

  @Example
  void aByteOrderMarkAtTheStartIsDropped() {
    assertThat(decode(utf8("\uFEFF{}"), List.of(1, 2)).events()).containsExactly("{}");
    assertThat(decode(utf8("{}\uFEFF{}"), List.of()).end()).isEqualTo("MALFORMED at 2");
    byte[] cutMark = {(byte) 0xEF, (byte) 0xBB};
    assertThat(decode(cutMark, List.of()).end()).isEqualTo("INSIDE_EVENT");
  }

  @Property
  void documentsCutAnywhereAreTheDocuments(
      @ForAll("documents") List<String> documents,
      @ForAll("whiteSpace") String between,
      @ForAll("cuts") List<Integer> cuts) {
    byte[] stream = String.join(between, documents).getBytes(ISO_8859_1);
    assertThat(decode(stream, cuts)).isEqualTo(Decoded.of(documents, InputEnd.BETWEEN_EVENTS));
  }

  @Property
  void anyBytesComeOutTheSameWhereverTheyAreCut(
      @ForAll("noise") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
    assertThat(decode(stream, cuts)).isEqualTo(decode(stream, List.of()));
  }

  @Property
  void theBoundHoldsWhereverTheStreamIsCut(
      @ForAll("noise") byte[] stream,
      @ForAll("cuts") List<Integer> cuts,
      @ForAll @IntRange(min = 1, max = 12) int bound) {
    Decoded whole = decode(stream, List.of(), bound);
    Decoded cut = decode(stream, cuts, bound);
    assertThat(cut.events()).isEqualTo(whole.events());
    // A document both too large and malformed is refused for what is seen first.
    assertThat(cut.end().contains(" at ")).isEqualTo(whole.end().contains(" at "));
  }

  private static Decoded decode(byte[] stream, List<Integer> cuts) {
    return decode(stream, cuts, 10_000);
  }

  private static Decoded decode(byte[] stream, List<Integer> cuts, int bound) {
    return Decoded.feeding(
        events ->
            new JsonDocumentsDecoder(
                (a, offset, len) -> events.add(Decoded.latin1(a, offset, len)), bound),
        stream,
        cuts);
  }

  @Provide
  Arbitrary<List<String>> documents() {
    Arbitrary<String> string =
        Arbitraries.of("a", "{", "}", "[", "]", "\\\"", "\\\\", "\\u0041", " ", "\u00C3\u00A9", ":")
            .list()
            .ofMaxSize(5)
            .map(pieces -> '"' + String.join("", pieces) + '"');
    Arbitrary<String> value =
        Arbitraries.lazyOf(
            () -> string,
            () -> Arbitraries.of("1", "-0.5e+10", "1E400", "true", "false", "null", "{}", "[ ]"),
            () -> string.list().ofMaxSize(3).map(e -> "[" + String.join(" ,\n", e) + "]"));
    Arbitrary<String> object =
        Combinators.combine(string, value).as((name, v) -> "{ " + name + "\t: " + v + "\r\n}");
    return object.list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<String> whiteSpace() {
    return Arbitraries.of("", " ", "\n", "\r\n\t ");
  }

  @Provide
  Arbitrary<byte[]> noise() {
    return Arbitraries.of("{", "}", "[", "]", "\"", "\\", "a", ",", ":", " ", "\n", "<", "\u00EF")
        .list()
        .ofMaxSize(25)
        .map(pieces -> pieces.stream().collect(joining()).getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 80).list().ofMaxSize(8);
  }
}
