package dev.runnel.http.openai;

/**
 * Tokens used, as the service reports them. What it does not report is {@link #UNKNOWN}.
 *
 * @param promptTokens tokens of the request
 * @param completionTokens tokens of the answer, reasoning included
 * @param totalTokens both
 * @param reasoningTokens those of the answer that were reasoning
 * @param cachedTokens those of the request that came from a cache
 * @param cacheWriteTokens those of the request that were written to one
 */
public record OpenAiUsage(
    long promptTokens,
    long completionTokens,
    long totalTokens,
    long reasoningTokens,
    long cachedTokens,
    long cacheWriteTokens) {

  /** Stands for a number that was not reported. */
  public static final long UNKNOWN = -1;
}
