package dev.runnel.cli.repl;

/**
 * When an answer began, and when its parts came, in nanoseconds of one clock.
 *
 * @param asked when it was asked for
 * @param firstContent when its first part came; where none did, its end
 * @param ended when it ended
 */
record Pace(long asked, long firstContent, long ended) {
  private static final double NANOS = 1e9;

  boolean hadContent() {
    return firstContent < ended;
  }

  double secondsToFirstContent() {
    return (firstContent - asked) / NANOS;
  }

  double seconds() {
    return (ended - asked) / NANOS;
  }

  /** So many tokens a second, from the first on; 0: it came at once. */
  double rate(long tokens) {
    return ended > firstContent ? tokens * NANOS / (ended - firstContent) : 0;
  }
}
