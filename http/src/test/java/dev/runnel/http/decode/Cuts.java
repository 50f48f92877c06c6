package dev.runnel.http.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Feeds whole inputs in pieces, each in an array of its own that is wiped after the feed. */
final class Cuts {
  private Cuts() {}

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] array, int offset, int length) {
    return new String(array, offset, length, UTF_8);
  }

  static InputEnd feedWhole(StreamDecoder decoder, byte[] input) {
    return feed(decoder, input, List.of());
  }

  static InputEnd feedByteByByte(StreamDecoder decoder, byte[] input) {
    for (int i = 0; i < input.length; i++) {
      feedPiece(decoder, input, i, i + 1);
    }
    return decoder.endOfInput();
  }

  /** Cuts the input before each of the given positions, which may be in any order. */
  static InputEnd feed(StreamDecoder decoder, byte[] input, List<Integer> cuts) {
    int from = 0;
    for (int cut : cuts.stream().sorted().toList()) {
      if (cut > from && cut < input.length) {
        feedPiece(decoder, input, from, cut);
        from = cut;
      }
    }
    feedPiece(decoder, input, from, input.length);
    return decoder.endOfInput();
  }

  private static void feedPiece(StreamDecoder decoder, byte[] input, int from, int to) {
    int margin = new Random(from).nextInt(4);
    byte[] array = new byte[to - from + 2 * margin];
    // What surrounds the range must not matter.
    Arrays.fill(array, (byte) '\n');
    System.arraycopy(input, from, array, margin, to - from);
    decoder.feed(array, margin, to - from);
    Arrays.fill(array, (byte) '#');
  }
}
