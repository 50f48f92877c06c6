package dev.runnel.http;

import dev.runnel.api.RateLimit;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a service asks to be left alone: {@code Retry-After} by RFC 9110, section 10.2.3
 * (seconds or a date), or the {@code retry-after-ms} of some services, which is more exact. Where a
 * refusal has neither, until the limit is reset that is used up, the last of several.
 */
final class RetryAfter {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

  private RetryAfter() {}

  static Optional<Duration> of(AnswerHead head, List<RateLimit> limits, Instant now) {
    Optional<Duration> said = of(head, now);
    boolean limited = head.status() == 429 || head.status() == 503;
    return said.isPresent() || !limited
        ? said
        : limits.stream()
            .filter(limit -> limit.remaining().orElse(1) == 0)
            .flatMap(limit -> limit.resetsAfter().stream())
            .max(Comparator.naturalOrder());
  }

  private static Optional<Duration> of(AnswerHead head, Instant now) {
    Optional<Duration> exact = head.header("retry-after-ms").flatMap(text -> number(text, 1));
    return exact.isPresent()
        ? exact
        : head.header("retry-after").flatMap(text -> secondsOrDate(text, head, now));
  }

  private static Optional<Duration> secondsOrDate(String text, AnswerHead head, Instant now) {
    Optional<Duration> seconds = number(text, 1000);
    if (seconds.isPresent()) {
      return seconds;
    }
    // The service's own clock, where it tells it, so that a wrong one does no harm.
    Instant from = head.header("date").flatMap(RetryAfter::date).orElse(now);
    return date(text)
        .map(until -> Duration.between(from, until))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Duration> number(String text, int millisPerUnit) {
    String stripped = text.strip();
    return NUMBER.matcher(stripped).matches()
        ? Optional.of(
            Duration.ofMillis((long) Math.ceil(Double.parseDouble(stripped) * millisPerUnit)))
        : Optional.empty();
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty(); // advice that cannot be read is no advice
    }
  }
}
