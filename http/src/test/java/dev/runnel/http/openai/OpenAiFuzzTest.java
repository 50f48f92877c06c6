package dev.runnel.http.openai;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonTree;
import java.util.List;

/**
 * Any bytes at all. In a build only the inputs beside this class are run; {@code JAZZER_FUZZ=1}
 * looks for more.
 */
class OpenAiFuzzTest {

  /** Two events a line apart, so that the second may repeat the first. */
  @FuzzTest
  void events(byte[] input) {
    ChunkScanner scanner = new ChunkScanner();
    ChunkParser parser = new ChunkParser();
    for (String line : new String(input, ISO_8859_1).split("\n")) {
      byte[] event = line.getBytes(ISO_8859_1);
      Chunk scanned = new Chunk();
      boolean answered = scanner.scan(event, 0, event.length, scanned);
      Chunk parsed = new Chunk();
      try {
        parser.parse(event, 0, event.length, parsed);
      } catch (DecodeException e) {
        assertThat(answered).as("the scanner reads what the parser refuses").isFalse();
        continue;
      }
      if (answered) {
        assertThat(told(scanned)).isEqualTo(told(parsed));
      }
    }
  }

  @FuzzTest
  void trees(byte[] input) {
    Object tree;
    try {
      tree = JsonTree.parse(input);
    } catch (DecodeException e) {
      return;
    }
    byte[] written = JsonTree.write(tree);
    assertThat(JsonTree.write(JsonTree.parse(written))).isEqualTo(written);
  }

  private static List<String> told(Chunk chunk) {
    Told told = new Told();
    chunk.tell(told);
    return told.lines;
  }
}
