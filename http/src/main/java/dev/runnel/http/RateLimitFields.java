package dev.runnel.http;

import dev.runnel.api.RateLimit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What headers say of one limit. */
final class RateLimitFields {
  private static final Pattern COUNT = Pattern.compile("\\d{1,18}(\\.0*)?");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");
  // A repeated group recurses: a header of nothing but steps must not use up the stack.
  private static final Pattern DURATION =
      Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?(d|h|ms|m|s)){1,8}");
  private static final Pattern STEP = Pattern.compile("(\\d+(?:\\.\\d+)?)(d|h|ms|m|s)");

  private final String what;
  private String limit = "";
  private String remaining = "";
  private String reset = "";

  RateLimitFields(String what) {
    this.what = what;
  }

  void set(String field, String value) {
    switch (field) {
      case "limit" -> limit = value.strip();
      case "remaining" -> remaining = value.strip();
      default -> reset = value.strip();
    }
  }

  /** The limit; empty where nothing that was said can be read. */
  Optional<RateLimit> toldAt(Instant now) {
    RateLimit told = new RateLimit(what, count(limit), count(remaining), wait(reset, now));
    return told.limit().isEmpty() && told.remaining().isEmpty() && told.resetsAfter().isEmpty()
        ? Optional.empty()
        : Optional.of(told);
  }

  private static OptionalLong count(String text) {
    return COUNT.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text.split("\\.", 2)[0]))
        : OptionalLong.empty();
  }

  /** How long until a reset that is told in whichever form. */
  static Optional<Duration> wait(String text, Instant now) {
    if (EPOCH.matcher(text).matches()) {
      long number = Long.parseLong(text);
      return until(
          text.length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number), now);
    }
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(millis(Double.parseDouble(text) * 1_000));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (DURATION.matcher(lower).matches()) {
      double millis = 0;
      for (Matcher step = STEP.matcher(lower); step.find(); ) {
        millis += Double.parseDouble(step.group(1)) * millisIn(step.group(2));
      }
      return Optional.of(millis(millis));
    }
    try {
      return until(OffsetDateTime.parse(text).toInstant(), now);
    } catch (DateTimeException e) {
      return Optional.empty(); // what cannot be read says nothing
    }
  }

  private static Optional<Duration> until(Instant reset, Instant now) {
    Duration wait = Duration.between(now, reset);
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
  }

  private static int millisIn(String unit) {
    return switch (unit) {
      case "d" -> 86_400_000;
      case "h" -> 3_600_000;
      case "m" -> 60_000;
      case "s" -> 1_000;
      default -> 1;
    };
  }

  private static Duration millis(double millis) {
    return Duration.ofMillis((long) Math.ceil(millis));
  }
}
