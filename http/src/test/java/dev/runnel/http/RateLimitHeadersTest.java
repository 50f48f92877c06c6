package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitHeadersTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void theFormOfOpenAi() {
    List<RateLimit> limits =
        read(
            429,
            "x-ratelimit-limit-requests",
            "60",
            "x-ratelimit-limit-tokens",
            "150000",
            "x-ratelimit-remaining-requests",
            "59",
            "x-ratelimit-remaining-tokens",
            "0",
            "x-ratelimit-reset-requests",
            "12ms",
            "x-ratelimit-reset-tokens",
            "6m0s");

    assertThat(limits)
        .containsExactly(
            new RateLimit(
                "requests",
                OptionalLong.of(60),
                OptionalLong.of(59),
                Optional.of(Duration.ofMillis(12))),
            new RateLimit(
                "tokens",
                OptionalLong.of(150_000),
                OptionalLong.of(0),
                Optional.of(Duration.ofMinutes(6))));
  }

  @Test
  void aNameWithoutItsLastWordCountsRequests() {
    assertThat(read(200, "x-ratelimit-remaining", "3"))
        .containsExactly(
            new RateLimit("requests", OptionalLong.empty(), OptionalLong.of(3), Optional.empty()));
  }

  @Test
  void whatCannotBeReadSaysNothing() {
    assertThat(
            read(200, "x-ratelimit-remaining-tokens", "many", "x-ratelimit-reset-tokens", "soon"))
        .isEmpty();
  }

  @Test
  void aResetOfEndlessStepsSaysNothing() {
    String endless = "1s".repeat(10_000);

    assertThat(read(429, "x-ratelimit-reset-tokens", endless)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1s, PT1S",
    "6m0s, PT6M",
    "12ms, PT0.012S",
    "1h2m3.5s, PT1H2M3.5S",
    "1d, PT24H",
    "7, PT7S",
    "0.25, PT0.25S",
    "7.66s, PT7.66S",
    "2m59.56s, PT2M59.56S",
    "2026-01-02T03:05:05Z, PT1M",
    "2026-01-02T04:04:35+01:00, PT30S",
    "2020-01-01T00:00:00Z, PT0S",
    "1767323055, PT10S",
    "1767323055000, PT10S",
  })
  void aResetHasManyForms(String text, Duration wait) {
    assertThat(RateLimitFields.wait(text, NOW)).contains(wait);
  }

  @Test
  void aRefusalWithoutRetryAfterIsAdvisedByTheLimitThatIsUsedUp() {
    String[] headers = {
      "x-ratelimit-remaining-requests", "5",
      "x-ratelimit-reset-requests", "1h",
      "x-ratelimit-remaining-tokens", "0",
      "x-ratelimit-reset-tokens", "2s"
    };

    assertThat(advice(429, headers)).contains(Duration.ofSeconds(2));
    assertThat(advice(503, headers)).contains(Duration.ofSeconds(2));
    assertThat(advice(400, headers)).isEmpty();
  }

  @Test
  void retryAfterGoesBeforeTheLimits() {
    assertThat(
            advice(
                429,
                "retry-after-ms",
                "1500",
                "retry-after",
                "9",
                "x-ratelimit-remaining-tokens",
                "0",
                "x-ratelimit-reset-tokens",
                "2m"))
        .contains(Duration.ofMillis(1500));
  }

  private static Optional<Duration> advice(int status, String... headers) {
    AnswerHead head = head(status, headers);
    return RetryAfter.of(head, RateLimitHeaders.openAi().read(head, NOW), NOW);
  }

  private static List<RateLimit> read(int status, String... headers) {
    return RateLimitHeaders.openAi().read(head(status, headers), NOW);
  }

  private static AnswerHead head(int status, String... headers) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    return new AnswerHead(status, all);
  }
}
