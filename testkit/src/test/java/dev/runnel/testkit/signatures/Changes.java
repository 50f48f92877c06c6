package dev.runnel.testkit.signatures;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** In what two files of signatures differ, a line each, with the type that it is about. */
final class Changes {
  private Changes() {}

  static List<String> between(String before, String after) {
    Set<String> old = statements(before);
    Set<String> now = statements(after);
    List<String> changes = new ArrayList<>();
    old.stream().filter(line -> !now.contains(line)).forEach(line -> changes.add("gone: " + line));
    now.stream().filter(line -> !old.contains(line)).forEach(line -> changes.add("new:  " + line));
    return changes;
  }

  private static Set<String> statements(String text) {
    Set<String> statements = new LinkedHashSet<>();
    String type = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith("  ")) {
        statements.add(type + ":" + line.substring(1));
      } else if (!line.isEmpty()) {
        type = line.replaceFirst("^.*?(?:class|interface|enum|record) ([A-Za-z.]+).*$", "$1");
        statements.add(line);
      }
    }
    return statements;
  }
}
