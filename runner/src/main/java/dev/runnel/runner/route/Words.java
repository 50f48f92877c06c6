package dev.runnel.runner.route;

import java.util.List;

/** Lists of names as a person would write them. */
final class Words {
  private Words() {}

  /** "a", "a and b", "a, b and c". */
  static String list(List<String> names) {
    return joined(names, " and ");
  }

  /** "a", "a or b", "a, b or c". */
  static String choice(List<String> names) {
    return joined(names, " or ");
  }

  private static String joined(List<String> names, String lastLink) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + lastLink + names.get(last);
  }
}
