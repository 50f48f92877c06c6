package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * Tokens that a call used.
 *
 * @param source who counted
 * @param inputTokens tokens of the request, cached ones included
 * @param outputTokens tokens of the answer, reasoning included
 * @param cachedInputTokens tokens of the request that came from a cache
 * @param reasoningTokens tokens of the answer that were reasoning
 */
public record Usage(
    Source source,
    OptionalLong inputTokens,
    OptionalLong outputTokens,
    OptionalLong cachedInputTokens,
    OptionalLong reasoningTokens) {

  /** Who counted the tokens. */
  public enum Source {
    /** The service said so. */
    REPORTED,
    /** Guessed on our side. */
    ESTIMATED,
    /** Nobody. */
    ABSENT
  }

  /** Nobody counted. */
  public static final Usage ABSENT =
      new Usage(
          Source.ABSENT,
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty());

  public Usage {
    requireNonNull(source, "source is null");
    requireNonNull(inputTokens, "inputTokens is null");
    requireNonNull(outputTokens, "outputTokens is null");
    requireNonNull(cachedInputTokens, "cachedInputTokens is null");
    requireNonNull(reasoningTokens, "reasoningTokens is null");
  }

  /** What a service reported, without details. */
  public static Usage reported(long inputTokens, long outputTokens) {
    return new Usage(
        Source.REPORTED,
        OptionalLong.of(inputTokens),
        OptionalLong.of(outputTokens),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  /** Input and output together, where both are known. */
  public OptionalLong totalTokens() {
    return inputTokens.isPresent() && outputTokens.isPresent()
        ? OptionalLong.of(inputTokens.getAsLong() + outputTokens.getAsLong())
        : OptionalLong.empty();
  }
}
