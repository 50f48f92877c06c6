package dev.runnel.benchmarks.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Some times of the same thing, in nanoseconds. */
record Figures(long[] nanos) {
  static Figures of(List<Long> times) {
    long[] nanos = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(nanos);
    return new Figures(nanos);
  }

  /** In milliseconds; not a number where there are none. */
  double millis(double share) {
    if (nanos.length == 0) {
      return Double.NaN;
    }
    return nanos[(int) Math.min(nanos.length - 1, Math.floor(share * nanos.length))] / 1e6;
  }

  @Override
  public String toString() {
    return nanos.length == 0
        ? "never"
        : String.format(Locale.ROOT, "%.2f / %.2f", millis(0.5), millis(0.99));
  }
}
