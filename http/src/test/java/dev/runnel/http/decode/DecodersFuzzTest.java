package dev.runnel.http.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Any bytes at all, cut in a way that depends on nothing but them. In a build only the inputs
 * beside this class are run; {@code JAZZER_FUZZ=1} looks for more.
 */
class DecodersFuzzTest {

  @FuzzTest
  void sse(byte[] input) {
    Decoded decoded =
        Decoded.feeding(
            events ->
                new SseDecoder(
                    (name, array, offset, length) ->
                        events.add(
                            Decoded.latin1(Cuts.utf8(name), 0, Cuts.utf8(name).length)
                                + "="
                                + Decoded.latin1(array, offset, length))),
            input,
            Decoded.cutsFor(input));
    if (isWellFormed(input)) {
      // A malformed name is replaced, and so cannot be compared byte by byte.
      assertThat(decoded).isEqualTo(ReferenceSse.decode(input));
    }
  }

  @FuzzTest
  void ndjson(byte[] input) {
    assertCutsDoNotMatter(
        events -> new NdjsonDecoder((a, offset, len) -> events.add(Decoded.latin1(a, offset, len))),
        input);
  }

  @FuzzTest
  void jsonDocuments(byte[] input) {
    assertCutsDoNotMatter(
        events ->
            new JsonDocumentsDecoder(
                (a, offset, len) -> events.add(Decoded.latin1(a, offset, len))),
        input);
  }

  @FuzzTest
  void utf8(byte[] input) {
    List<String> pieces = new ArrayList<>();
    Cuts.feed(new Utf8Decoder(pieces::add), input, Decoded.cutsFor(input));
    assertThat(String.join("", pieces)).isEqualTo(new String(input, UTF_8));
  }

  private static void assertCutsDoNotMatter(
      Function<List<String>, StreamDecoder> decoder, byte[] input) {
    assertThat(Decoded.feeding(decoder, input, Decoded.cutsFor(input)))
        .isEqualTo(Decoded.feeding(decoder, input, List.of()));
  }

  private static boolean isWellFormed(byte[] input) {
    return Arrays.equals(new String(input, UTF_8).getBytes(UTF_8), input);
  }
}
