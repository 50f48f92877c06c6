package dev.runnel.sandbox.service;

import dev.runnel.sandbox.dialect.ChunkLabel;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.atomic.AtomicLong;

/** What OpenAI's answers have besides their content: ids, versions, headers. */
final class OpenAiAnswers {

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  private final AtomicLong answers = new AtomicLong();

  ChunkLabel label(long now, boolean usageAsked, boolean obfuscated) {
    return new ChunkLabel(
        "chatcmpl-" + id(29, answers.incrementAndGet()),
        now,
        "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_5d58a6052a\",",
        true,
        usageAsked,
        obfuscated);
  }

  String toolCallId(long number) {
    return "call_" + id(24, number);
  }

  List<Entry<String, String>> headers(boolean chat) {
    Entry<String, String> id = Map.entry("x-request-id", "req_" + id(32, answers.get() + 1));
    return chat
        ? List.of(
            id,
            Map.entry("openai-organization", "sandbox"),
            Map.entry("openai-processing-ms", "12"),
            Map.entry("openai-version", "2020-10-01"),
            Map.entry("x-ratelimit-limit-requests", "10000"),
            Map.entry("x-ratelimit-limit-tokens", "2000000"),
            Map.entry("x-ratelimit-remaining-requests", "9999"),
            Map.entry("x-ratelimit-remaining-tokens", "1999980"),
            Map.entry("x-ratelimit-reset-requests", "6ms"),
            Map.entry("x-ratelimit-reset-tokens", "0s"))
        : List.of(id, Map.entry("openai-version", "2020-10-01"));
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
