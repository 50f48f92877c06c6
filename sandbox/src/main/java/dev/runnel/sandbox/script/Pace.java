package dev.runnel.sandbox.script;

import java.time.Duration;

/**
 * How fast an answer is spoken.
 *
 * @param first the wait before the first token
 * @param slowest the longest wait between two tokens
 * @param fastest the shortest wait between two tokens
 */
public record Pace(Duration first, Duration slowest, Duration fastest) {

  private static final Pace NONE = new Pace(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  public Pace {
    if (first.isNegative() || fastest.isNegative() || slowest.compareTo(fastest) < 0) {
      throw new IllegalArgumentException(
          "A pace needs waits of nought or more, the slowest no shorter than the fastest: "
              + first
              + ", "
              + slowest
              + ", "
              + fastest);
    }
  }

  /** Everything at once: for tests. */
  public static Pace none() {
    return NONE;
  }

  /** As a hosted model speaks: a short thought, then 25 to 40 tokens a second. */
  public static Pace likeAModel() {
    return new Pace(Duration.ofMillis(300), Duration.ofMillis(40), Duration.ofMillis(25));
  }

  /** The same wait before each token. */
  public static Pace every(Duration wait) {
    return new Pace(wait, wait, wait);
  }

  /** The wait before the token with this number, from 0; the same number always waits as long. */
  Duration before(int token) {
    if (token == 0) {
      return first;
    }
    long spread = slowest.toNanos() - fastest.toNanos();
    // Knuth's multiplicative hash: a wobble that looks like a model's and is the same in each run.
    long wobble = Integer.toUnsignedLong(token * 0x9E3779B1) % 1000;
    return fastest.plusNanos(spread * wobble / 1000);
  }
}
