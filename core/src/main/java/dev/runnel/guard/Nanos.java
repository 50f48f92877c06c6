package dev.runnel.guard;

import java.time.Duration;

/**
 * Durations in nanoseconds, however long: where {@link Duration#toNanos} throws, it is the most.
 */
final class Nanos {
  /** Half of what there is, so that a point in time can be added: some 146 years. */
  static final long MOST = Long.MAX_VALUE / 2;

  private static final Duration LONGEST = Duration.ofNanos(MOST);

  private Nanos() {}

  static long of(Duration duration) {
    return duration.compareTo(LONGEST) < 0 ? duration.toNanos() : MOST;
  }
}
