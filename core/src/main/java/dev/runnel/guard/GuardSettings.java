package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Timeouts;
import java.time.Duration;

/**
 * How a guard treats the calls of one client.
 *
 * @param timeouts the clocks of calls that bring none of their own
 * @param tail how long a call stays open after a finish reason, for usage and the end mark
 * @param maxBufferedBytes how much content a driver may send unasked before the call fails
 * @param lenientEnd whether a clean end of input after content counts as complete: only for
 *     services known never to send evidence of an end
 */
public record GuardSettings(
    Timeouts timeouts, Duration tail, int maxBufferedBytes, boolean lenientEnd) {
  /** The default clocks, a tail of one second, 1 MiB of buffer, and no lenience. */
  public static final GuardSettings DEFAULT =
      new GuardSettings(Timeouts.DEFAULT, Duration.ofSeconds(1), 1 << 20, false);

  public GuardSettings {
    requireNonNull(timeouts, "timeouts is null");
    if (tail.isNegative()) {
      throw new IllegalArgumentException("tail is negative: " + tail);
    }
    if (maxBufferedBytes < 1) {
      throw new IllegalArgumentException("maxBufferedBytes is below 1: " + maxBufferedBytes);
    }
  }

  public GuardSettings withTimeouts(Timeouts clocks) {
    return new GuardSettings(clocks, tail, maxBufferedBytes, lenientEnd);
  }

  public GuardSettings withTail(Duration duration) {
    return new GuardSettings(timeouts, duration, maxBufferedBytes, lenientEnd);
  }

  public GuardSettings withMaxBufferedBytes(int bytes) {
    return new GuardSettings(timeouts, tail, bytes, lenientEnd);
  }

  public GuardSettings withLenientEnd(boolean lenient) {
    return new GuardSettings(timeouts, tail, maxBufferedBytes, lenient);
  }
}
