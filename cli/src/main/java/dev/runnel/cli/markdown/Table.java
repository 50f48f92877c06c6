package dev.runnel.cli.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of a table, which is shown when its last one is there, for only then its widths are
 * known.
 */
final class Table {
  private static final Pattern DELIMITERS =
      Pattern.compile("\\|?(\\s*:?-+:?\\s*\\|)*\\s*:?-+:?\\s*\\|?\\s*");
  private static final Pattern LINE_BREAK = Pattern.compile("<br\\s*/?>");
  private static final String BETWEEN = " │ ";
  private static final int NARROWEST = 5;

  private final List<String> lines = new ArrayList<>();

  void add(String line) {
    lines.add(line);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The lines as they were written; of what only looked like a table. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  void clear() {
    lines.clear();
  }

  /** Whether it is one: its second line says so. */
  boolean isTable() {
    return lines.size() > 1 && DELIMITERS.matcher(lines.get(1)).matches();
  }

  /**
   * The table as lines of a screen.
   *
   * @param limit in columns; 0: none
   */
  List<String> shown(int limit) {
    List<Alignment> alignments = cells(lines.get(1)).stream().map(Alignment::of).toList();
    int columns = alignments.size();
    List<List<List<Span>>> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i != 1) {
        rows.add(row(lines.get(i), columns, i == 0 ? Style.BOLD : Style.PLAIN));
      }
    }
    int[] widths = widths(rows, columns, limit);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      shown.addAll(lines(rows.get(i), widths, alignments));
      if (i == 0) {
        shown.add(rule(widths));
      }
    }
    return shown;
  }

  private static List<List<Span>> row(String line, int columns, Style style) {
    List<String> texts = cells(line);
    List<List<Span>> row = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      String text = i < texts.size() ? texts.get(i) : "";
      row.add(
          new InlineParser(text, '\n', true)
              .parse().spans().stream().map(span -> span.and(style)).toList());
    }
    return row;
  }

  /** Between bars that are not escaped; an escaped one is a bar, in code too. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    String inside = line.strip();
    for (int i = inside.startsWith("|") ? 1 : 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (c == '\\' && i + 1 < inside.length() && inside.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (!cell.toString().isBlank()) {
      cells.add(cell.toString().strip());
    }
    return cells;
  }

  private static int[] widths(List<List<List<Span>>> rows, int columns, int limit) {
    int[] widths = new int[columns];
    for (List<List<Span>> row : rows) {
      for (int i = 0; i < columns; i++) {
        for (String line : wrapped(row.get(i), 0)) {
          widths[i] = Math.max(widths[i], CellWidth.ofStyled(line));
        }
      }
    }
    int room = limit - BETWEEN.length() * (columns - 1);
    while (limit > 0 && sum(widths) > room) {
      int widest = 0;
      for (int i = 1; i < columns; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        break; // the terminal is too narrow for it
      }
      widths[widest]--;
    }
    return widths;
  }

  private static int sum(int[] widths) {
    int sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  private static List<String> wrapped(List<Span> cell, int width) {
    StringBuilder text = new StringBuilder();
    LineWriter writer = new LineWriter(text, () -> width);
    writer.start("", "");
    for (Span span : cell) {
      String[] parts = LINE_BREAK.split(span.text(), -1);
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          writer.end();
          writer.start("", "");
        }
        writer.text(new Span(parts[i], span.style()));
      }
    }
    writer.end();
    return text.toString().lines().toList();
  }

  private static List<String> lines(
      List<List<Span>> row, int[] widths, List<Alignment> alignments) {
    List<List<String>> cells = new ArrayList<>();
    int height = 1;
    for (int i = 0; i < widths.length; i++) {
      cells.add(wrapped(row.get(i), widths[i]));
      height = Math.max(height, cells.get(i).size());
    }
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < height; y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < widths.length; x++) {
        String cell = y < cells.get(x).size() ? cells.get(x).get(y) : "";
        line.append(x == 0 ? "" : Style.DIM.paint(BETWEEN));
        alignments.get(x).fill(line, cell, widths[x]);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String rule(int[] widths) {
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      rule.append(i == 0 ? "" : "─┼─").append("─".repeat(widths[i]));
    }
    return Style.DIM.paint(rule.toString());
  }

  /** Where a cell's text stands. */
  private enum Alignment {
    LEFT,
    CENTRE,
    RIGHT;

    static Alignment of(String delimiters) {
      boolean right = delimiters.endsWith(":");
      return right ? (delimiters.startsWith(":") ? CENTRE : RIGHT) : LEFT;
    }

    void fill(StringBuilder line, String cell, int width) {
      int room = Math.max(0, width - CellWidth.ofStyled(cell));
      int before = this == RIGHT ? room : this == CENTRE ? room / 2 : 0;
      line.append(" ".repeat(before)).append(cell).append(" ".repeat(room - before));
    }
  }
}
