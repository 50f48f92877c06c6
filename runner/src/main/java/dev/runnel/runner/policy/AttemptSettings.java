package dev.runnel.runner.policy;

import java.time.Duration;

/**
 * How often a call is tried, and how long it waits between two tries of the same candidate: a
 * random time, up to the base delay after the first try, up to twice that after the second, and so
 * on up to the longest delay; never less than the service asked for.
 *
 * @param most how many attempts a call has in all, at all candidates together; at least 1
 * @param mostPerCandidate how many of them one candidate gets while there are others; at least 1
 * @param baseDelay the most that is waited after the first attempt at a candidate; not negative
 * @param maxDelay the most that is ever waited on our own account; at least the base delay
 */
public record AttemptSettings(
    int most, int mostPerCandidate, Duration baseDelay, Duration maxDelay) {
  /** Four attempts, two of them at one candidate; waits up to 500 ms, 1 s, … 20 s. */
  public static final AttemptSettings DEFAULT =
      new AttemptSettings(4, 2, Duration.ofMillis(500), Duration.ofSeconds(20));

  /** One attempt: nothing is tried again, here or elsewhere. */
  public static final AttemptSettings ONCE = DEFAULT.withMost(1).withMostPerCandidate(1);

  public AttemptSettings {
    atLeastOne(most, "most");
    atLeastOne(mostPerCandidate, "mostPerCandidate");
    if (baseDelay.isNegative()) {
      throw new IllegalArgumentException("baseDelay is negative: " + baseDelay);
    }
    if (maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException("maxDelay " + maxDelay + " is below " + baseDelay);
    }
  }

  private static void atLeastOne(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is below 1: " + value);
    }
  }

  public AttemptSettings withMost(int attempts) {
    return new AttemptSettings(attempts, mostPerCandidate, baseDelay, maxDelay);
  }

  public AttemptSettings withMostPerCandidate(int attempts) {
    return new AttemptSettings(most, attempts, baseDelay, maxDelay);
  }

  /** The same with other delays. */
  public AttemptSettings withDelays(Duration base, Duration longest) {
    return new AttemptSettings(most, mostPerCandidate, base, longest);
  }
}
