package dev.runnel.cli.batch;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes lines in the order in which their rows were asked, and keeps those that came too early.
 * How many those are is up to who asks: see {@link #ahead}.
 */
final class InOrder {
  private static final String NONE = "";

  private final Sheet sheet;
  private final Map<Long, String> early = new HashMap<>();
  private long next;

  InOrder(Sheet sheet) {
    this.sheet = sheet;
  }

  /**
   * Takes the line of a row.
   *
   * @param place the row's, from 0, without gaps
   * @param line empty: there is none to write
   */
  void take(long place, Optional<String> line) {
    early.put(place, line.orElse(NONE));
    while (early.containsKey(next)) {
      String due = early.remove(next);
      next++;
      if (!NONE.equals(due)) {
        sheet.write(due);
      }
    }
  }

  /** How many lines wait for those before them. */
  long waiting() {
    return early.values().stream().filter(line -> !line.equals(NONE)).count();
  }

  /** How far a place is before the one that is waited for. */
  long ahead(long place) {
    return place - next;
  }
}
