package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.http.decode.DecodeException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A cursor tells what a whole tree would, and refuses what is no tree, also after a refusal. */
class JsonCursorPropertyTest {
  private static final List<String> REFUSED = List.of("refused");

  @Property(tries = 3000)
  void aCursorReadsWhatATreeSays(@ForAll long seed) {
    JsonTexts texts = new JsonTexts(seed);
    JsonCursor cursor = new JsonCursor();
    for (int i = 0; i < 4; i++) {
      String json = texts.object();
      assertThat(read(cursor, json.getBytes(UTF_8))).as(json).isEqualTo(Reading.byTree(json));
    }
  }

  @Property(tries = 3000)
  void aCursorRefusesWhatIsNoObjectAndReadsTheNextOne(@ForAll long seed) {
    JsonTexts texts = new JsonTexts(seed);
    JsonCursor cursor = new JsonCursor();
    for (int i = 0; i < 4; i++) {
      byte[] damaged = texts.damaged(texts.object());
      List<String> fresh = read(new JsonCursor(), damaged);
      assertThat(read(cursor, damaged)).isEqualTo(fresh);
      if (isMalformed(damaged)) {
        assertThat(fresh).as(new String(damaged, UTF_8)).isEqualTo(REFUSED);
      }
      String whole = texts.object();
      assertThat(read(cursor, whole.getBytes(UTF_8))).isEqualTo(Reading.byTree(whole));
    }
  }

  @Property(tries = 200)
  void whereverAnObjectIsCutItIsRefused(@ForAll long seed) {
    byte[] json = new JsonTexts(seed).object().strip().getBytes(UTF_8);
    JsonCursor cursor = new JsonCursor();
    for (int length = 0; length < Math.min(json.length, 300); length++) {
      assertThat(read(cursor, Arrays.copyOf(json, length))).isEqualTo(REFUSED);
    }
  }

  private static boolean isMalformed(byte[] json) {
    // By way of a string, so that no other encoding than UTF-8 is thought of.
    String text = new String(json, UTF_8);
    if (!Arrays.equals(text.getBytes(UTF_8), json)) {
      return false; // Jackson lets some bytes that are not UTF-8 pass in a name, which nobody asks
      // for
    }
    try {
      return !JsonView.parse(text).isObject();
    } catch (DecodeException e) {
      // A tree holds every number, and so refuses some that a cursor only skips.
      return e.kind() == DecodeException.Kind.MALFORMED;
    }
  }

  private static List<String> read(JsonCursor cursor, byte[] json) {
    byte[] array = new byte[json.length + 4];
    Arrays.fill(array, (byte) '}'); // what surrounds the range must not matter
    System.arraycopy(json, 0, array, 2, json.length);
    try {
      return Reading.byCursor(cursor, array, 2, json.length);
    } catch (DecodeException e) {
      return REFUSED;
    }
  }
}
