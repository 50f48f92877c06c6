package dev.runnel.config.toml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where every key and array element of a document is. Reads a document that is known to be valid,
 * and so needs to know only where strings, comments and brackets begin and end.
 */
final class TomlPositions {
  private final String file;
  private final String text;
  private final Map<List<String>, Integer> offsets = new HashMap<>();
  private final Map<List<String>, Integer> arrayTables = new HashMap<>();
  private int at;

  private TomlPositions(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Finds the places in a valid document.
   *
   * @throws IndexOutOfBoundsException at best, when it is not valid
   */
  static TomlPositions find(String file, String text) {
    TomlPositions positions = new TomlPositions(file, text);
    positions.document();
    return positions;
  }

  static List<String> below(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return List.copyOf(longer);
  }

  /** Where something is: its key, or its value in an array; else what is around it. */
  Place of(List<String> path) {
    @Nullable Integer offset = offsets.get(path);
    if (offset == null) {
      return path.isEmpty() ? place(0) : of(path.subList(0, path.size() - 1));
    }
    return place(offset);
  }

  private Place place(int offset) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new Place(file, line, offset - start + 1);
  }

  private void document() {
    List<String> table = List.of();
    skipBlank();
    while (at < text.length()) {
      if (text.startsWith("[[", at)) {
        at += 2;
        table = element(key(List.of()));
        at += 2;
      } else if (text.charAt(at) == '[') {
        at++;
        table = key(List.of());
        at++;
      } else {
        keyAndValue(table);
      }
      skipBlank();
    }
  }

  /** The next element of an array of tables. */
  private List<String> element(List<String> array) {
    int index = arrayTables.merge(array, 1, Integer::sum) - 1;
    List<String> path = below(array, String.valueOf(index));
    offsets.put(path, offsets.getOrDefault(array, at));
    return path;
  }

  private void keyAndValue(List<String> table) {
    List<String> path = key(table);
    at++; // the equals sign
    value(path);
  }

  /** Reads a key, dotted or not, and remembers where each of its parts was first seen. */
  private List<String> key(List<String> table) {
    List<String> path = table;
    while (true) {
      skipBlank();
      int start = at;
      path = below(inLastElement(path), part());
      offsets.putIfAbsent(path, start);
      skipBlank();
      if (text.charAt(at) != '.') {
        return path;
      }
      at++;
    }
  }

  /** A header below an array of tables means its last element. */
  private List<String> inLastElement(List<String> path) {
    @Nullable Integer count = arrayTables.get(path);
    return count == null ? path : below(path, String.valueOf(count - 1));
  }

  private String part() {
    char first = text.charAt(at);
    if (first == '"' || first == '\'') {
      int start = at;
      string();
      String inside = text.substring(start + 1, at - 1);
      return first == '"' ? inside.translateEscapes() : inside;
    }
    int start = at;
    while (" \t.=]".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private void value(List<String> path) {
    skipBlank();
    char first = text.charAt(at);
    if (first == '"' || first == '\'') {
      string();
    } else if (first == '[') {
      array(path);
    } else if (first == '{') {
      inlineTable(path);
    } else {
      while (at < text.length() && ",]}#\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
    }
  }

  private void array(List<String> path) {
    at++;
    skipBlank();
    for (int i = 0; text.charAt(at) != ']'; i++) {
      List<String> element = below(path, String.valueOf(i));
      offsets.put(element, at);
      value(element);
      skipSeparator();
    }
    at++;
  }

  private void inlineTable(List<String> path) {
    at++;
    skipBlank();
    while (text.charAt(at) != '}') {
      keyAndValue(path);
      skipSeparator();
    }
    at++;
  }

  private void skipSeparator() {
    skipBlank();
    if (text.charAt(at) == ',') {
      at++;
      skipBlank();
    }
  }

  private void string() {
    char quote = text.charAt(at);
    String three = String.valueOf(quote).repeat(3);
    boolean multiline = text.startsWith(three, at);
    at += multiline ? 3 : 1;
    while (multiline ? !text.startsWith(three, at) : text.charAt(at) != quote) {
      at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
    }
    at += multiline ? 3 : 1;
    // Two quotes more may be the content's last: """a"""" ends in a quote.
    while (multiline && at < text.length() && text.charAt(at) == quote) {
      at++;
    }
  }

  /** Skips white space, line ends and comments. */
  private void skipBlank() {
    while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || isComment())) {
      if (isComment()) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        at++;
      }
    }
  }

  private boolean isComment() {
    return text.charAt(at) == '#';
  }
}
