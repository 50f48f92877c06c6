package dev.runnel.provider.anthropic;

import dev.runnel.api.Usage;
import dev.runnel.http.json.JsonCursor;

/**
 * The tokens counted so far: each report says some of them anew. The service counts what was read
 * from a cache and written to one apart from the rest of the input.
 */
final class ReceivedUsage {
  private static final long UNKNOWN = -1;

  private long input = UNKNOWN;
  private long cacheRead = UNKNOWN;
  private long cacheWritten = UNKNOWN;
  private long output = UNKNOWN;
  private long thinking = UNKNOWN;

  /** Takes a member of a {@code usage} object. */
  void member(String name, JsonCursor value) {
    switch (name) {
      case "input_tokens" -> input = value.asLong(input);
      case "cache_read_input_tokens" -> cacheRead = value.asLong(cacheRead);
      case "cache_creation_input_tokens" -> cacheWritten = value.asLong(cacheWritten);
      case "output_tokens" -> output = value.asLong(output);
      case "output_tokens_details" ->
          value.object(
              (detail, count) -> {
                if (detail.equals("thinking_tokens")) {
                  thinking = count.asLong(thinking);
                }
              });
      default -> {}
    }
  }

  /** What is known; at the start, of the output only that it has begun. */
  Usage told(boolean atStart) {
    long whole = input < 0 ? UNKNOWN : input + Math.max(0, cacheRead) + Math.max(0, cacheWritten);
    Usage told =
        Usage.REPORTED
            .withInput(whole)
            .withCachedInput(cacheRead)
            .withCacheWriteInput(cacheWritten);
    return atStart ? told : told.withOutput(output).withReasoning(thinking);
  }
}
