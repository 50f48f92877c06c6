package dev.runnel.runner.health;

import java.time.Duration;

/** Moments of a timekeeper that are still to come. */
public final class Later {
  /** Over seventy years: the difference of any two such moments is still no overflow. */
  private static final long MOST = Long.MAX_VALUE / 4;

  private Later() {}

  /** So long after now. What a service says may be centuries, for which this is far enough. */
  public static long by(long now, Duration time) {
    try {
      return now + Math.min(time.toNanos(), MOST);
    } catch (ArithmeticException e) {
      return now + MOST;
    }
  }
}
