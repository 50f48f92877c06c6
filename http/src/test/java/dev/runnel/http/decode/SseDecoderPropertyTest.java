package dev.runnel.http.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class SseDecoderPropertyTest {

  @Property(tries = 1000)
  void anyStreamCutAnywhereIsWhatTheStandardSays(
      @ForAll("streams") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
    assertThat(decode(stream, cuts, 1_000_000)).isEqualTo(ReferenceSse.decode(stream));
  }

  @Property
  void aByteAtATimeIsWhatTheStandardSays(@ForAll("streams") byte[] stream) {
    assertThat(decode(stream, everywhere(stream), 1_000_000))
        .isEqualTo(ReferenceSse.decode(stream));
  }

  @Property
  void theBoundHoldsTheSameWhereverTheStreamIsCut(
      @ForAll("streams") byte[] stream,
      @ForAll("cuts") List<Integer> cuts,
      @ForAll @IntRange(min = 1, max = 30) int bound) {
    Decoded whole = decode(stream, List.of(), bound);
    assertThat(decode(stream, cuts, bound)).isEqualTo(whole);
    assertThat(decode(stream, everywhere(stream), bound)).isEqualTo(whole);
  }

  private static Decoded decode(byte[] stream, List<Integer> cuts, int bound) {
    return Decoded.feeding(recordingInto(bound), stream, cuts);
  }

  private static Function<List<String>, StreamDecoder> recordingInto(int bound) {
    return events ->
        new SseDecoder(
            (name, array, offset, length) ->
                // The name is decoded as UTF-8; in bytes again, it compares with the rest.
                events.add(
                    Decoded.latin1(Cuts.utf8(name), 0, Cuts.utf8(name).length)
                        + "="
                        + Decoded.latin1(array, offset, length)),
            bound);
  }

  private static List<Integer> everywhere(byte[] stream) {
    return IntStream.range(1, Math.max(1, stream.length)).boxed().toList();
  }

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "data",
            "data:",
            "data: ",
            "event:",
            "event",
            "id: 1",
            "retry:5",
            ":",
            " ",
            "\n",
            "\n",
            "\r",
            "\r\n",
            "\n\n",
            "\r\n\r\n",
            "x",
            "da",
            "token",
            "\u00F0\u009F\u0098\u0080",
            "\u00EF\u00BB\u00BF",
            "{\"a\":1}",
            "0123456789abcdef");
    return piece
        .list()
        .ofMaxSize(30)
        .map(pieces -> pieces.stream().collect(joining()).getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 150).list().ofMaxSize(8);
  }
}
