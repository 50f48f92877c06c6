package dev.runnel.config.keys;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The key file's form: a table for each option, with a key for each label. */
final class KeyFileText {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

  private KeyFileText() {}

  static String of(List<StoredKey> keys) {
    Map<String, StringBuilder> tables = new LinkedHashMap<>();
    for (StoredKey key : keys) {
      tables
          .computeIfAbsent(
              name(key.endpoint()) + "." + name(key.option()),
              table -> new StringBuilder("\n[" + table + "]\n"))
          .append(name(key.label()))
          .append(" = ")
          .append(quoted(key.value().reveal()))
          .append('\n');
    }
    return "# Written by `runnel keys`. Keep it to yourself.\n" + String.join("", tables.values());
  }

  private static String name(String text) {
    return BARE.matcher(text).matches() ? text : quoted(text);
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.append((char) c);
              }
            });
    return quoted.append('"').toString();
  }
}
