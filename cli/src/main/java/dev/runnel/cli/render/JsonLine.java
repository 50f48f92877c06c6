package dev.runnel.cli.render;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object on one line. Written here and not by Jackson, whose classes would have to be
 * loaded for a handful of fields. Every control character is escaped, so that no line can steer a
 * terminal. Not thread-safe.
 */
public final class JsonLine {
  /**
   * A value that is JSON already.
   *
   * @param json valid, and on one line
   */
  public record Verbatim(String json) {}

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /** Starts an object with its kind of event. */
  public static JsonLine event(String name) {
    return new JsonLine().put("event", name);
  }

  /**
   * Appends a field.
   *
   * @param value a text, number, boolean, {@link JsonLine}, {@link Verbatim}, list or map of these;
   *     an empty optional is left out
   */
  public JsonLine put(String name, Object value) {
    if (value instanceof Optional<?> optional) {
      optional.ifPresent(present -> fields.put(name, present));
    } else {
      fields.put(name, value);
    }
    return this;
  }

  /** The object, without a line end. */
  @Override
  public String toString() {
    StringBuilder json = new StringBuilder();
    write(json, fields);
    return json.toString();
  }

  private static void write(StringBuilder json, Object value) {
    if (value instanceof JsonLine line) {
      write(json, line.fields);
    } else if (value instanceof Verbatim verbatim) {
      json.append(verbatim.json());
    } else if (value instanceof Map<?, ?> map) {
      char before = '{';
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.append(before);
        before = ',';
        quote(json, String.valueOf(entry.getKey()));
        json.append(':');
        write(json, entry.getValue());
      }
      json.append(before == '{' ? "{}" : "}");
    } else if (value instanceof List<?> list) {
      char before = '[';
      for (Object item : list) {
        json.append(before);
        before = ',';
        write(json, item);
      }
      json.append(before == '[' ? "[]" : "]");
    } else if (value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      quote(json, value.toString());
    }
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (mustEscape(text, i)) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  // Control characters, line separators of old JavaScript, and halves of characters, which UTF-8
  // cannot carry.
  private static boolean mustEscape(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return index == 0 || !Character.isHighSurrogate(text.charAt(index - 1));
    }
    return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
  }
}
