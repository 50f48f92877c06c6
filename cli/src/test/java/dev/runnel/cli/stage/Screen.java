package dev.runnel.cli.stage;

import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal shows of what was written to it, as far as returns, line ends and "erase to the
 * end of the line" go. Anything else that steers a terminal is shown as it came.
 */
final class Screen {
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int column;

  void write(String text) {
    for (int at = 0; at < text.length(); at++) {
      StringBuilder line = lines.get(lines.size() - 1);
      char c = text.charAt(at);
      if (c == '\r') {
        column = 0;
      } else if (c == '\n') {
        lines.add(new StringBuilder());
        column = 0;
      } else if (text.startsWith("\u001b[K", at)) {
        line.setLength(Math.min(column, line.length()));
        at += 2;
      } else {
        if (column < line.length()) {
          line.setCharAt(column, c);
        } else {
          line.append(c);
        }
        column++;
      }
    }
  }

  /** Its lines, blanks at their ends cut off; the last is the one with the cursor. */
  List<String> lines() {
    return lines.stream().map(line -> line.toString().stripTrailing()).toList();
  }
}
