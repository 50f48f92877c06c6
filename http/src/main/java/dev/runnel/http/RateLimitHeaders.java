package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.RateLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a service tells its limits in the head of an answer. What is told reaches the call's report,
 * and where a refusal (429 or 503) has no {@code Retry-After}, the reset of the limit that is used
 * up is the advice. Must not throw and must be safe for use by any thread.
 */
@FunctionalInterface
public interface RateLimitHeaders {
  /** The service tells none. */
  RateLimitHeaders NONE = (head, now) -> List.of();

  /**
   * The limits that a head tells, in the order of their headers.
   *
   * @param now when the head came
   */
  List<RateLimit> read(AnswerHead head, Instant now);

  /**
   * The form of OpenAI and those who follow it: {@code x-ratelimit-limit-requests}, {@code
   * x-ratelimit-remaining-tokens}, {@code x-ratelimit-reset-tokens: 6m0s}; a name without its last
   * word counts requests.
   */
  static RateLimitHeaders openAi() {
    return matching(
        Pattern.compile("x-ratelimit-(?<field>limit|remaining|reset)(-(?<what>[a-z0-9-]+))?"));
  }

  /**
   * Reads headers whose names match a pattern. A reset may be a duration ({@code 1s}, {@code 6m0s},
   * {@code 12ms}), seconds, a time of RFC 3339, or seconds or milliseconds since the epoch.
   *
   * @param name matches whole names in lower case; its group {@code field} is {@code limit}, {@code
   *     remaining} or {@code reset}, its group {@code what} the thing that is counted, {@code
   *     requests} where it is empty
   */
  static RateLimitHeaders matching(Pattern name) {
    requireNonNull(name, "name is null");
    return (head, now) -> {
      Map<String, RateLimitFields> limits = new LinkedHashMap<>();
      for (Map.Entry<String, List<String>> header : head.headers().entrySet()) {
        Matcher matcher = name.matcher(header.getKey());
        if (matcher.matches()) {
          String what = matcher.group("what");
          limits
              .computeIfAbsent(
                  what == null || what.isEmpty() ? "requests" : what, RateLimitFields::new)
              .set(matcher.group("field"), header.getValue().get(0));
        }
      }
      List<RateLimit> told = new ArrayList<>();
      limits.values().forEach(fields -> fields.toldAt(now).ifPresent(told::add));
      return told;
    };
  }
}
