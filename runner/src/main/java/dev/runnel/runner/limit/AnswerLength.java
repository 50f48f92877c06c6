package dev.runnel.runner.limit;

/**
 * How many tokens an endpoint's answers have, as the last few dozen said. For calls that set no
 * bound themselves. Not thread-safe.
 */
final class AnswerLength {
  /** What is taken for usual before any answer has been counted. */
  private static final double AT_FIRST = 256;

  private static final double SHARE_OF_THE_LATEST = 0.1;

  private double mean = AT_FIRST;

  long usual() {
    return Math.round(mean);
  }

  void learn(long tokens) {
    mean += SHARE_OF_THE_LATEST * (tokens - mean);
  }
}
