package dev.runnel.runner.policy;

import java.time.Duration;

/**
 * When an endpoint that keeps failing is left alone for a while. A breaker watches one model of one
 * endpoint by one key. It opens when too many of the last calls failed in a way that says something
 * about the service; after a while one call is let through to see, and closes it or opens it again.
 *
 * @param enabled whether there are breakers at all
 * @param failureRate the share of failures that opens it, in percent: 1 to 100
 * @param minimumCalls how many calls it judges by at least; at least 1
 * @param window how many of the last calls it judges by; at least {@code minimumCalls}
 * @param open how long it stays open before one call is let through; positive
 */
public record BreakerSettings(
    boolean enabled, int failureRate, int minimumCalls, int window, Duration open) {
  /** Opens when half of the last 20 calls, and of at least 5, failed; for 30 seconds. */
  public static final BreakerSettings DEFAULT =
      new BreakerSettings(true, 50, 5, 20, Duration.ofSeconds(30));

  /** No breakers. What a service says of its own limits is heeded all the same. */
  public static final BreakerSettings NONE = new BreakerSettings(false, 50, 5, 20, DEFAULT.open());

  public BreakerSettings {
    if (failureRate < 1 || failureRate > 100) {
      throw new IllegalArgumentException("failureRate is not 1 to 100: " + failureRate);
    }
    if (minimumCalls < 1) {
      throw new IllegalArgumentException("minimumCalls is below 1: " + minimumCalls);
    }
    if (window < minimumCalls) {
      throw new IllegalArgumentException("window " + window + " is below " + minimumCalls);
    }
    if (open.isNegative() || open.isZero()) {
      throw new IllegalArgumentException("open is not positive: " + open);
    }
  }

  public BreakerSettings withFailureRate(int percent) {
    return new BreakerSettings(enabled, percent, minimumCalls, window, open);
  }

  /** The same, judging by other numbers of calls. */
  public BreakerSettings withCalls(int minimum, int last) {
    return new BreakerSettings(enabled, failureRate, minimum, last, open);
  }

  public BreakerSettings withOpen(Duration duration) {
    return new BreakerSettings(enabled, failureRate, minimumCalls, window, duration);
  }
}
