package dev.runnel.runner.route;

import java.util.List;

/** Lists of names as a person would write them. */
final class Words {
  private Words() {}

  /** "a", "a and b", "a, b and c". */
  static String list(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }
}
