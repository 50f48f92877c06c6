package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/** Makes JSON objects of every kind, with white space and escapes, and damages them. */
final class JsonTexts {
  private static final String[] STRINGS = {
    "\"\"",
    "\"text\"",
    "\"content_block_delta\"",
    "\"a \\\"b\\\" \\\\ \\/ \\b\\f\\n\\r\\t\"",
    "\"\\u00e9\\u0000\\ud83d\\ude00\"",
    "\"\\ud83d|\\ude00\"",
    "\"é文字😀\uFFFD\"",
    "\"}]{[\"",
    "\"" + "x".repeat(5000) + "\""
  };
  private static final String[] LITERALS = {"true", "false", "null"};
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "7",
    "-12",
    "0.5",
    "1e3",
    "-1E-7",
    "1.0",
    "12345678901234567890",
    "9223372036854775807",
    "1e300"
  };
  private static final String[] DAMAGE = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "0",
    "-",
    "e",
    "n",
    "null",
    "\u0000",
    "\u007F",
    "//",
    "'",
    "\uFEFF",
    "\\u",
    "\"x\":1,"
  };

  private final Random random;

  JsonTexts(long seed) {
    random = new Random(seed);
  }

  String object() {
    return space() + object(4) + space();
  }

  byte[] damaged(String json) {
    byte[] bytes = json.getBytes(UTF_8);
    int at = random.nextInt(bytes.length + 1);
    int until = random.nextBoolean() ? at : Math.min(bytes.length, at + random.nextInt(4));
    byte[] put =
        switch (random.nextInt(3)) {
          case 0 -> new byte[] {(byte) random.nextInt(256)};
          case 1 -> one(DAMAGE).getBytes(UTF_8);
          default -> new byte[0];
        };
    if (random.nextInt(4) == 0) {
      return Arrays.copyOf(bytes, at); // cut
    }
    byte[] result = new byte[at + put.length + bytes.length - until];
    System.arraycopy(bytes, 0, result, 0, at);
    System.arraycopy(put, 0, result, at, put.length);
    System.arraycopy(bytes, until, result, at + put.length, bytes.length - until);
    return result;
  }

  private String value(int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> one(STRINGS);
      case 1 -> one(NUMBERS);
      case 2 -> one(LITERALS);
      case 3 -> object(depth - 1);
      default -> array(depth - 1);
    };
  }

  private String object(int depth) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      names.add(random.nextInt(6) == 0 ? "\\u0065-" + random.nextInt(9) : "n" + random.nextInt(40));
    }
    StringBuilder json = new StringBuilder("{").append(space());
    String separator = "";
    for (String name : names) {
      json.append(separator).append('"').append(name).append('"').append(space()).append(':');
      json.append(space()).append(value(depth)).append(space());
      separator = "," + space();
    }
    return json.append('}').toString();
  }

  private String array(int depth) {
    StringBuilder json = new StringBuilder("[").append(space());
    String separator = "";
    for (int i = random.nextInt(4); i > 0; i--) {
      json.append(separator).append(value(depth)).append(space());
      separator = "," + space();
    }
    return json.append(']').toString();
  }

  private String space() {
    return random.nextInt(4) == 0 ? one(" ", "\n", "\r\n", "\t", "  ") : "";
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }
}
