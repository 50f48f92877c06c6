package dev.runnel.gateway.hostile;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bodies that are no request, by name. */
final class Bodies {
  private Bodies() {}

  /**
   * All of them.
   *
   * @param valid a request
   */
  static Map<String, byte[]> of(String valid) {
    Map<String, byte[]> all = new LinkedHashMap<>();
    byte[] bytes = valid.getBytes(UTF_8);
    for (String text :
        new String[] {
          "", " ", "null", "true", "1", "\"a\"", "[]", "{}", "{", "}", "\u0000", "NaN"
        }) {
      all.put("'" + text + "'", text.getBytes(UTF_8));
    }
    all.put("a byte order mark", ("\ufeff" + valid).getBytes(UTF_8));
    all.put("UTF-16", valid.getBytes(UTF_16BE));
    all.put("two documents", (valid + valid).getBytes(UTF_8));
    all.put("something after it", (valid + " x").getBytes(UTF_8));
    all.put("NULs after it", Arrays.copyOf(bytes, bytes.length + 100));
    all.put("100,000 deep lists", "[".repeat(100_000).getBytes(UTF_8));
    all.put("100,000 deep objects", "{\"a\":".repeat(100_000).getBytes(UTF_8));
    all.put("a number of a million digits", "7".repeat(1_000_000).getBytes(UTF_8));
    all.put("a name of a million letters", ("{\"" + "n".repeat(1_000_000)).getBytes(UTF_8));
    all.put("100,000 members", manyMembers());
    for (int[] sequence :
        new int[][] {
          {0xC0, 0x80}, {0xE0, 0x80, 0xAF}, {0xED, 0xA0, 0x80}, {0xF4, 0x90, 0x80, 0x80}, {0xFF},
          {0xC3}, {0x80}, {0x00}, {0x0A}, {0x1F}
        }) {
      all.put("the bytes " + Arrays.toString(sequence), withBytes(valid, sequence));
    }
    for (int length = 1; length < bytes.length; length += 3) {
      all.put("the first " + length + " bytes", Arrays.copyOf(bytes, length));
    }
    return all;
  }

  /** The valid request with bytes in the middle of its prompt. */
  private static byte[] withBytes(String valid, int[] sequence) {
    int at = valid.indexOf("Hello") + 2;
    byte[] middle = new byte[sequence.length];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (byte) sequence[i];
    }
    return Wire.join(
        valid.substring(0, at).getBytes(UTF_8), middle, valid.substring(at).getBytes(UTF_8));
  }

  private static byte[] manyMembers() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 100_000; i++) {
      text.append("\"m").append(i).append("\":").append(i).append(',');
    }
    return text.append("\"z\":0}").toString().getBytes(UTF_8);
  }
}
