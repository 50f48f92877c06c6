package dev.runnel.http.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * All that came out of a stream, in a form that can be compared: each event (its bytes as Latin-1),
 * then how it ended.
 */
record Decoded(List<String> events, String end) {

  static Decoded of(List<String> events, InputEnd end) {
    return new Decoded(events, end.toString());
  }

  /** Feeds the input with these cuts to a decoder that reports events to the given list. */
  static Decoded feeding(
      Function<List<String>, StreamDecoder> decoder, byte[] input, List<Integer> cuts) {
    List<String> events = new ArrayList<>();
    try {
      return of(events, Cuts.feed(decoder.apply(events), input, cuts));
    } catch (DecodeException e) {
      return new Decoded(events, e.kind() + " at " + e.offset());
    }
  }

  /** Cuts that depend on nothing but the input, for fuzzing. */
  static List<Integer> cutsFor(byte[] input) {
    Random random = new Random(Arrays.hashCode(input));
    List<Integer> cuts = new ArrayList<>();
    boolean everywhere = random.nextInt(4) == 0;
    for (int i = 1; i < input.length; i++) {
      if (everywhere || random.nextInt(8) == 0) {
        cuts.add(i);
      }
    }
    return cuts;
  }

  static String latin1(byte[] array, int offset, int length) {
    return new String(array, offset, length, ISO_8859_1);
  }
}
