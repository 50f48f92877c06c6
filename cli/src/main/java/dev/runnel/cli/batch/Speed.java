package dev.runnel.cli.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/** How many rows are done in a second, of late: in the last half minute. */
final class Speed {
  private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long STEP_NANOS = Duration.ofMillis(250).toNanos();

  private record Sample(long nanos, long done) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes note of how many rows are done. */
  void note(long nanos, long done) {
    if (samples.isEmpty() || nanos - samples.getLast().nanos() >= STEP_NANOS) {
      samples.add(new Sample(nanos, done));
    }
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** Rows in a second; nought where nothing can be said. */
  double rowsPerSecond(long nanos, long done) {
    if (samples.isEmpty() || nanos - samples.getFirst().nanos() < STEP_NANOS) {
      return 0;
    }
    Sample first = samples.getFirst();
    return (done - first.done()) * 1e9 / (nanos - first.nanos());
  }

  /** How long the rest takes at this speed; empty where nobody can tell. */
  static Optional<Duration> timeFor(long rows, double rowsPerSecond) {
    return rowsPerSecond <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (1_000 * rows / rowsPerSecond)));
  }

  /** Such as {@code 12.3/s}; rows that take long are counted by the minute. */
  static String rate(double rowsPerSecond) {
    return rowsPerSecond < 0.95
        ? String.format(Locale.ROOT, "%.1f/min", 60 * rowsPerSecond)
        : String.format(Locale.ROOT, rowsPerSecond < 99.5 ? "%.1f/s" : "%.0f/s", rowsPerSecond);
  }

  /** Such as {@code 0:07} or {@code 2:03:09}. */
  static String clock(Duration duration) {
    long seconds = (duration.toMillis() + 500) / 1000;
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
