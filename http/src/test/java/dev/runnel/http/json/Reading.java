package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads an object in a way that depends on the names in it: some values are skipped, some taken
 * raw, the others as what they are; once through a cursor, once through a whole tree.
 */
final class Reading {
  private static final int SKIPPED = 0;
  private static final int RAW = 1;
  private static final int WORD = 2;
  private static final int NUMBER = 3;
  private static final int WAYS = 7;

  private final List<String> lines = new ArrayList<>();
  private String name = "";

  private Reading() {}

  static List<String> byCursor(JsonCursor cursor, byte[] array, int offset, int length) {
    Reading reading = new Reading();
    cursor.read(array, offset, length, reading::member);
    return reading.lines;
  }

  static List<String> byTree(String json) {
    Reading reading = new Reading();
    reading.members(JsonView.parse(json));
    return reading.lines;
  }

  private static int wayOf(String name) {
    return Math.floorMod(name.hashCode(), WAYS);
  }

  // ---- through a cursor ----

  private void member(String member, JsonCursor value) {
    String outer = name;
    name = member;
    lines.add("member " + member);
    read(value);
    name = outer;
  }

  private void element(JsonCursor value) {
    lines.add("element");
    read(value);
  }

  private void read(JsonCursor value) {
    lines.add(value.kind().toString());
    switch (wayOf(name)) {
      case SKIPPED -> {}
      case RAW -> lines.add(spelling(value.raw()));
      case WORD -> lines.add(value.word() == null ? "none" : "word " + scalar(value.word()));
      case NUMBER -> {
        lines.add("number " + value.asLong(-7) + " flag " + value.asBoolean(false));
        nested(value);
      }
      default -> {
        lines.add("text " + scalar(value.text("none")));
        nested(value);
      }
    }
  }

  private void nested(JsonCursor value) {
    if (value.object(this::member) || value.array(this::element)) {
      lines.add("closed");
    }
  }

  // ---- through a tree ----

  private void members(JsonView object) {
    for (String member : object.names()) {
      String outer = name;
      name = member;
      lines.add("member " + member);
      read(object.get(member));
      name = outer;
    }
  }

  private void read(JsonView value) {
    lines.add(value.kind().toString());
    switch (wayOf(name)) {
      case SKIPPED -> {}
      case RAW -> lines.add(value.toString());
      case WORD -> lines.add(value.text() == null ? "none" : "word " + replaced(value.text()));
      case NUMBER -> {
        lines.add("number " + whole(value) + " flag " + value.asBoolean(false));
        nested(value);
      }
      default -> {
        lines.add("text " + replaced(value.text("none")));
        nested(value);
      }
    }
  }

  private void nested(JsonView value) {
    if (value.isObject()) {
      members(value);
      lines.add("closed");
    } else if (value.isArray()) {
      for (JsonView element : value.elements()) {
        lines.add("element");
        read(element);
      }
      lines.add("closed");
    }
  }

  private static long whole(JsonView value) {
    if (value.tree() instanceof Long number) {
      return number;
    }
    double number = value.asDouble(0.5);
    return number == Math.rint(number) && Math.abs(number) < 0x1p53 ? (long) number : -7;
  }

  /** As the tree spells it: of numbers, the cursor keeps the spelling that was sent. */
  private static String spelling(String raw) {
    return JsonView.parse(raw).toString();
  }

  private static String scalar(String text) {
    return text.matches("-?\\d[\\d.eE+-]*") ? JsonView.parse(text).toString() : text;
  }

  private static String replaced(String text) {
    // What has no UTF-8 form becomes a question mark there.
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> result.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c));
    return scalar(new String(result.toString().getBytes(UTF_8), UTF_8));
  }
}
