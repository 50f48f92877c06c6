package dev.runnel.sandbox.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.atomic.AtomicLong;

/** What Anthropic's answers have besides their content: ids and headers. */
final class AnthropicAnswers {

  private static final String LETTERS =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  private final AtomicLong answers = new AtomicLong();

  String messageId() {
    return "msg_01" + id(22, answers.incrementAndGet());
  }

  String toolCallId(long number) {
    return "toolu_01" + id(22, number);
  }

  List<Entry<String, String>> headers(boolean chat, Instant now) {
    Entry<String, String> id = Map.entry("request-id", AnthropicErrors.REQUEST_ID);
    if (!chat) {
      return List.of(id);
    }
    String reset = now.plusSeconds(6).truncatedTo(ChronoUnit.SECONDS).toString();
    return List.of(
        id,
        Map.entry("anthropic-organization-id", "00000000-0000-4000-8000-000000001966"),
        Map.entry("anthropic-ratelimit-requests-limit", "4000"),
        Map.entry("anthropic-ratelimit-requests-remaining", "3999"),
        Map.entry("anthropic-ratelimit-requests-reset", reset),
        Map.entry("anthropic-ratelimit-input-tokens-limit", "2000000"),
        Map.entry("anthropic-ratelimit-input-tokens-remaining", "1999000"),
        Map.entry("anthropic-ratelimit-input-tokens-reset", reset),
        Map.entry("anthropic-ratelimit-output-tokens-limit", "400000"),
        Map.entry("anthropic-ratelimit-output-tokens-remaining", "399000"),
        Map.entry("anthropic-ratelimit-output-tokens-reset", reset),
        Map.entry("anthropic-ratelimit-tokens-limit", "2400000"),
        Map.entry("anthropic-ratelimit-tokens-remaining", "2398000"),
        Map.entry("anthropic-ratelimit-tokens-reset", reset));
  }

  /** Looks random, and is the same in each run. */
  private static String id(int length, long number) {
    StringBuilder id = new StringBuilder();
    long state = number * 0x9E3779B97F4A7C15L + 1966;
    for (int i = 0; i < length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      id.append(LETTERS.charAt((int) Long.remainderUnsigned(state >>> 33, LETTERS.length())));
    }
    return id.toString();
  }
}
