package dev.runnel.gateway.access;

import dev.runnel.runner.limit.Allowance;
import dev.runnel.runner.limit.Allowance.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is left of a caller's limits, as OpenAI and Anthropic tell it. */
final class LimitHeaders {
  private static final String ANTHROPIC = "anthropic";

  private LimitHeaders() {}

  static Map<String, String> of(Allowance allowance, String form) {
    Map<String, String> headers = new LinkedHashMap<>();
    allowance.requests().ifPresent(share -> put(headers, form, "requests", share));
    allowance.tokens().ifPresent(share -> put(headers, form, "tokens", share));
    return headers;
  }

  private static void put(Map<String, String> headers, String form, String what, Share share) {
    if (form.equals(ANTHROPIC)) {
      String prefix = "anthropic-ratelimit-" + what;
      headers.put(prefix + "-limit", Long.toString(share.limit()));
      headers.put(prefix + "-remaining", Long.toString(share.remaining()));
      headers.put(
          prefix + "-reset",
          Instant.now().plus(share.reset()).truncatedTo(ChronoUnit.SECONDS).toString());
    } else {
      headers.put("x-ratelimit-limit-" + what, Long.toString(share.limit()));
      headers.put("x-ratelimit-remaining-" + what, Long.toString(share.remaining()));
      headers.put("x-ratelimit-reset-" + what, reset(share.reset()));
    }
  }

  /** As OpenAI writes it: {@code 6m0s}, {@code 1.5s}, {@code 20ms}. */
  static String reset(Duration time) {
    long millis = time.plusNanos(999_999).toMillis();
    if (millis < 1_000) {
      return millis + "ms";
    }
    String seconds =
        millis % 1_000 == 0
            ? Long.toString(millis / 1_000 % 60)
            : millis / 1_000 % 60 + "." + String.format("%03d", millis % 1_000);
    return (millis >= 60_000 ? millis / 60_000 + "m" : "") + seconds + "s";
  }
}
