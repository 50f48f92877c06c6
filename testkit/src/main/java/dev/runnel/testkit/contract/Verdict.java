package dev.runnel.testkit.contract;

/**
 * What became of one rule.
 *
 * @param words why it was skipped, or how it was broken; empty where it was kept
 */
record Verdict(Kind kind, String words) {
  enum Kind {
    KEPT,
    BROKEN,
    SKIPPED,
    NOT_RUN
  }

  static final Verdict NOT_RUN = new Verdict(Kind.NOT_RUN, "");
}
