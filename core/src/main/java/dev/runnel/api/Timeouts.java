package dev.runnel.api;

import java.time.Duration;

/**
 * The four clocks of a call. Each is positive; there is no "never", since nothing may hang.
 *
 * @param connect until the connection stands; kept by the transport
 * @param firstContent from the start until the first content
 * @param idle between two contents, running only while there is demand; keep-alives do not count
 * @param total from the start to the end
 */
public record Timeouts(Duration connect, Duration firstContent, Duration idle, Duration total) {
  /** 10 s to connect, 120 s to the first content, 60 s between contents, 10 min in all. */
  public static final Timeouts DEFAULT =
      new Timeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(120),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));

  /** Which clock ran out. */
  public enum Clock {
    CONNECT,
    FIRST_CONTENT,
    IDLE,
    TOTAL;

    /** The clock in words, such as {@code first content}. */
    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  public Timeouts {
    positive(connect, "connect");
    positive(firstContent, "firstContent");
    positive(idle, "idle");
    positive(total, "total");
  }

  private static void positive(Duration duration, String name) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + " is not positive: " + duration);
    }
  }

  public Timeouts withConnect(Duration duration) {
    return new Timeouts(duration, firstContent, idle, total);
  }

  public Timeouts withFirstContent(Duration duration) {
    return new Timeouts(connect, duration, idle, total);
  }

  public Timeouts withIdle(Duration duration) {
    return new Timeouts(connect, firstContent, duration, total);
  }

  public Timeouts withTotal(Duration duration) {
    return new Timeouts(connect, firstContent, idle, duration);
  }

  /** The limit of one clock. */
  public Duration of(Clock clock) {
    return switch (clock) {
      case CONNECT -> connect;
      case FIRST_CONTENT -> firstContent;
      case IDLE -> idle;
      case TOTAL -> total;
    };
  }
}
