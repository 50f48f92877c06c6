package dev.runnel.guard;

import dev.runnel.api.Timeouts;
import java.time.Duration;

/** The words for a clock that ran out. */
final class Timed {
  private Timed() {}

  static String out(Timeouts.Clock clock, Duration limit) {
    String time = seconds(limit);
    return switch (clock) {
      case CONNECT -> "No connection within " + time;
      case FIRST_CONTENT -> "No content within " + time;
      case IDLE -> "No further content for " + time;
      case TOTAL -> "The answer took longer than " + time;
    };
  }

  static String nextStep(Timeouts.Clock clock) {
    return "Ask again, ask another service, or raise the " + clock + " timeout";
  }

  private static String seconds(Duration limit) {
    long millis = limit.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
  }
}
