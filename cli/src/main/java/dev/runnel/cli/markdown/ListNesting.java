package dev.runnel.cli.markdown;

import java.util.ArrayDeque;
import java.util.Deque;

/** In which items of which lists a line is, and how far it is set in for that. */
final class ListNesting {
  /**
   * An open item.
   *
   * @param indent where its marker was written
   * @param shown the columns before its content on the screen
   */
  private record Item(int indent, int shown) {}

  private final Deque<Item> items = new ArrayDeque<>();

  /**
   * An item begins.
   *
   * @param indent where its marker was written
   * @param width how wide its marker is on the screen, the blank behind it included
   * @return the columns before its marker on the screen
   */
  int begin(int indent, int width) {
    leave(indent);
    int before = shown();
    items.push(new Item(indent, before + width));
    return before;
  }

  /** Something that is written at this indent ends the items that it does not belong to. */
  void leave(int indent) {
    // Two columns are enough, though CommonMark wants as many as the marker takes: models write so.
    while (!items.isEmpty() && indent < items.element().indent() + 2) {
      items.pop();
    }
  }

  void end() {
    items.clear();
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  /** The columns on the screen before what belongs to the innermost item. */
  int shown() {
    return items.isEmpty() ? 0 : items.element().shown();
  }
}
