package dev.runnel.http.decode;

import static dev.runnel.http.decode.Cuts.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8DecoderTest {
  private final List<String> pieces = new ArrayList<>();
  private final Utf8Decoder decoder = new Utf8Decoder(pieces::add);

  @Example
  void aCharacterCutAtEveryByte() {
    assertThat(Cuts.feedByteByByte(decoder, utf8("aé文😀"))).isEqualTo(InputEnd.BETWEEN_EVENTS);
    assertThat(pieces).containsExactly("a", "é", "文", "😀");
  }

  @Example
  void aCharacterThatTheEndCutsIsReported() {
    byte[] input = {'a', (byte) 0xF0, (byte) 0x9F, (byte) 0x98};
    assertThat(Cuts.feedWhole(decoder, input)).isEqualTo(InputEnd.INSIDE_EVENT);
    assertThat(pieces).containsExactly("a", "\uFFFD");
  }

  @Example
  void inputLargerThanOnePieceIsWhole() {
    String text = "x".repeat(4095) + "😀".repeat(10_000) + "é".repeat(9_999);
    Cuts.feedWhole(decoder, utf8(text));
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(pieces).allSatisfy(Utf8DecoderTest::isWhole);
  }

  @Example
  void aLongRunOfBytesThatOnlyBeginCharacters() {
    byte[] input = new byte[20_000];
    Arrays.fill(input, (byte) 0xE2);
    assertThat(Cuts.feed(decoder, input, List.of(1))).isEqualTo(InputEnd.INSIDE_EVENT);
    assertThat(String.join("", pieces)).isEqualTo("\uFFFD".repeat(20_000));
  }

  @Example
  void nothingComesAfterAStop() {
    Utf8Decoder[] self = new Utf8Decoder[1];
    self[0] =
        new Utf8Decoder(
            piece -> {
              pieces.add(piece);
              self[0].stop();
            });
    Cuts.feedWhole(self[0], utf8("x".repeat(10_000)));
    assertThat(pieces).hasSize(1);
  }

  @Property(tries = 1000)
  void anyBytesCutAnywhereAreWhatTheJdkMakesOfThem(
      @ForAll("bytes") byte[] input, @ForAll("cuts") List<Integer> cuts) {
    List<String> cutPieces = new ArrayList<>();
    Cuts.feed(new Utf8Decoder(cutPieces::add), input, cuts);
    assertThat(String.join("", cutPieces)).isEqualTo(new String(input, UTF_8));
    assertThat(cutPieces).allSatisfy(Utf8DecoderTest::isWhole);
  }

  @Property
  void aByteAtATimeIsWhatTheJdkMakesOfAll(@ForAll("bytes") byte[] input) {
    List<String> cutPieces = new ArrayList<>();
    Cuts.feedByteByByte(new Utf8Decoder(cutPieces::add), input);
    assertThat(String.join("", cutPieces)).isEqualTo(new String(input, UTF_8));
    assertThat(cutPieces).allSatisfy(Utf8DecoderTest::isWhole);
  }

  private static void isWhole(String piece) {
    assertThat(piece).isNotEmpty();
    assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
    assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1))).isFalse();
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    // The bytes at which the rules for well-formed UTF-8 change, beside whole characters.
    Arbitrary<byte[]> edge =
        Arbitraries.of(
                0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0,
                0xE2, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xF8, 0xFF)
            .map(b -> new byte[] {b.byteValue()});
    Arbitrary<byte[]> character = Arbitraries.of("a", "é", "文", "😀", "\uFFFD").map(Cuts::utf8);
    return Arbitraries.oneOf(edge, character)
        .list()
        .ofMaxSize(20)
        .map(
            parts -> {
              ByteArrayOutputStream all = new ByteArrayOutputStream();
              parts.forEach(all::writeBytes);
              return all.toByteArray();
            });
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 40).list().ofMaxSize(8);
  }
}
