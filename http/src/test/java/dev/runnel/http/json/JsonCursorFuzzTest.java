package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.runnel.http.decode.DecodeException;
import java.util.List;

/**
 * Any bytes at all. In a build only the inputs beside this class are run; {@code JAZZER_FUZZ=1}
 * looks for more.
 */
class JsonCursorFuzzTest {

  /** An object a line, all through one cursor. */
  @FuzzTest
  void objects(byte[] input) {
    JsonCursor cursor = new JsonCursor();
    for (String line : new String(input, ISO_8859_1).split("\n")) {
      byte[] json = line.getBytes(ISO_8859_1);
      List<String> read;
      try {
        read = Reading.byCursor(cursor, json, 0, json.length);
      } catch (DecodeException e) {
        continue;
      }
      String text = new String(json, UTF_8);
      assertThat(text.getBytes(UTF_8)).as("malformed UTF-8 was read").isEqualTo(json);
      try {
        JsonView tree = JsonView.parse(text);
        assertThat(tree.isObject()).isTrue();
        // Of a repeated name a tree knows only the last value.
        if (members(json) == count(tree)) {
          assertThat(read).isEqualTo(Reading.byTree(text));
        }
      } catch (DecodeException e) {
        // A tree holds every number, and so refuses some that a cursor only skips.
        assertThat(e.kind()).isEqualTo(DecodeException.Kind.TOO_LARGE);
      }
    }
  }

  private static int count(JsonView view) {
    int count = view.isObject() ? view.size() : 0;
    for (String name : view.names()) {
      count += count(view.get(name));
    }
    for (JsonView element : view.elements()) {
      count += count(element);
    }
    return count;
  }

  private static int members(byte[] json) {
    int[] count = new int[1];
    new JsonCursor().read(json, 0, json.length, counting(count));
    return count[0];
  }

  private static JsonCursor.Members counting(int[] count) {
    return (name, value) -> {
      count[0]++;
      countNested(count, value);
    };
  }

  private static void countNested(int[] count, JsonCursor value) {
    if (!value.object(counting(count))) {
      value.array(element -> countNested(count, element));
    }
  }
}
