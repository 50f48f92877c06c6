package dev.runnel.distribution.docs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table as Markdown writes it. */
final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(List<String> heads) {
    rows.add(heads);
    rows.add(Collections.nCopies(heads.size(), "---"));
  }

  MarkdownTable row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException("Not a row of " + rows.get(0) + ": " + cells);
    }
    rows.add(cells);
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return text.toString();
  }
}
