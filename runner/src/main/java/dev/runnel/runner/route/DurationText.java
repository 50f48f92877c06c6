package dev.runnel.runner.route;

import java.time.Duration;

/** Times as options write them: {@code 250ms}, {@code 30s}, {@code 2m}, {@code 1h}. */
public final class DurationText {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private DurationText() {}

  public static String of(Duration time) {
    long millis = time.toMillis();
    if (!Duration.ofMillis(millis).equals(time)) {
      return time.toString();
    }
    if (millis > 0 && millis % HOUR == 0) {
      return millis / HOUR + "h";
    }
    if (millis > 0 && millis % MINUTE == 0) {
      return millis / MINUTE + "m";
    }
    return millis % SECOND == 0 ? millis / SECOND + "s" : millis + "ms";
  }
}
