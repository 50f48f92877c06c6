package dev.runnel.provider.gemini;

import dev.runnel.api.Usage;
import dev.runnel.http.json.JsonCursor;

/** The counts of an event's {@code usageMetadata}. */
final class ReceivedUsage {
  private static final long UNKNOWN = -1;

  private long prompt;
  private long toolUse;
  private long candidates;
  private long thoughts;
  private long cached;

  private final JsonCursor.Members members = this::member;

  /** Reads the counts; whether there are any. */
  boolean read(JsonCursor value) {
    prompt = UNKNOWN;
    toolUse = UNKNOWN;
    candidates = UNKNOWN;
    thoughts = UNKNOWN;
    cached = UNKNOWN;
    return value.object(members);
  }

  private void member(String name, JsonCursor value) {
    switch (name) {
      case "promptTokenCount" -> prompt = value.asLong(UNKNOWN);
      case "toolUsePromptTokenCount" -> toolUse = value.asLong(UNKNOWN);
      case "candidatesTokenCount" -> candidates = value.asLong(UNKNOWN);
      case "thoughtsTokenCount" -> thoughts = value.asLong(UNKNOWN);
      case "cachedContentTokenCount" -> cached = value.asLong(UNKNOWN);
      default -> {}
    }
  }

  /**
   * The counts as callers have them: what the service counts apart (thoughts, the results of its
   * own tools) is a part of output and input. The cached tokens are a part of the prompt's already.
   */
  Usage usage() {
    return Usage.REPORTED
        .withInput(sum(prompt, toolUse))
        .withOutput(sum(candidates, thoughts))
        .withCachedInput(cached)
        .withReasoning(thoughts);
  }

  private static long sum(long one, long other) {
    return one == UNKNOWN ? other : other == UNKNOWN ? one : one + other;
  }
}
