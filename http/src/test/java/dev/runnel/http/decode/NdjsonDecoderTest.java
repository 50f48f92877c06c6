package dev.runnel.http.decode;

import static dev.runnel.http.decode.Cuts.utf8;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NdjsonDecoderTest {

  @Example
  void linesWithEitherEndAndBlankOnesBetween() {
    assertThat(decode(utf8("{\"a\":1}\n\r\n \t\n{\"b\":2}\r\n{\"c\":3}"), List.of(9, 20), 100))
        .isEqualTo(
            Decoded.of(List.of("{\"a\":1}", "{\"b\":2}", "{\"c\":3}"), InputEnd.BETWEEN_EVENTS));
  }

  @Example
  void aByteOrderMarkAtTheStartIsDropped() {
    assertThat(decode(utf8("\uFEFF{}\n"), List.of(1, 2), 100).events()).containsExactly("{}");
  }

  @Property
  void anyLinesCutAnywhereAreTheLines(
      @ForAll("streams") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
    List<String> lines =
        Arrays.stream(new String(stream, ISO_8859_1).split("\n"))
            .map(line -> line.replaceAll("^[ \t\r]+|[ \t\r]+$", ""))
            .filter(line -> !line.isEmpty())
            .toList();
    assertThat(decode(stream, cuts, 10_000)).isEqualTo(Decoded.of(lines, InputEnd.BETWEEN_EVENTS));
  }

  @Property
  void theBoundHoldsTheSameWhereverTheStreamIsCut(
      @ForAll("streams") byte[] stream,
      @ForAll("cuts") List<Integer> cuts,
      @ForAll @IntRange(min = 1, max = 12) int bound) {
    assertThat(decode(stream, cuts, bound)).isEqualTo(decode(stream, List.of(), bound));
  }

  private static Decoded decode(byte[] stream, List<Integer> cuts, int bound) {
    return Decoded.feeding(
        events ->
            new NdjsonDecoder(
                (a, offset, len) -> events.add(Decoded.latin1(a, offset, len)), bound),
        stream,
        cuts);
  }

  @Provide
  Arbitrary<byte[]> streams() {
    return Arbitraries.of("{", "}", "\"a\"", "1", " ", "\t", "\r", "\n", "\r\n", "\u00C3\u00A9")
        .list()
        .ofMaxSize(25)
        .map(pieces -> pieces.stream().collect(joining()).getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 60).list().ofMaxSize(8);
  }
}
