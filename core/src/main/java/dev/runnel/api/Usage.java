package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * Tokens that a call used. What is not known is empty.
 *
 * @param source who counted
 * @param inputTokens tokens of the request; those read from a cache and written to one included
 * @param outputTokens tokens of the answer, reasoning included
 * @param cachedInputTokens tokens of the request that came from a cache
 * @param cacheWriteInputTokens tokens of the request that were written to a cache
 * @param reasoningTokens tokens of the answer that were reasoning
 */
public record Usage(
    Source source,
    OptionalLong inputTokens,
    OptionalLong outputTokens,
    OptionalLong cachedInputTokens,
    OptionalLong cacheWriteInputTokens,
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
  public static final Usage ABSENT = of(Source.ABSENT);

  /** A service reported, and said nothing yet: where {@code with…} methods start. */
  public static final Usage REPORTED = of(Source.REPORTED);

  public Usage {
    requireNonNull(source, "source is null");
    requireNonNull(inputTokens, "inputTokens is null");
    requireNonNull(outputTokens, "outputTokens is null");
    requireNonNull(cachedInputTokens, "cachedInputTokens is null");
    requireNonNull(cacheWriteInputTokens, "cacheWriteInputTokens is null");
    requireNonNull(reasoningTokens, "reasoningTokens is null");
  }

  private static Usage of(Source source) {
    OptionalLong unknown = OptionalLong.empty();
    return new Usage(source, unknown, unknown, unknown, unknown, unknown);
  }

  /** What a service reported, without details. */
  public static Usage reported(long inputTokens, long outputTokens) {
    return REPORTED.withInput(inputTokens).withOutput(outputTokens);
  }

  /**
   * The same with other input.
   *
   * @param tokens below 0: not known
   */
  public Usage withInput(long tokens) {
    return new Usage(
        source,
        known(tokens),
        outputTokens,
        cachedInputTokens,
        cacheWriteInputTokens,
        reasoningTokens);
  }

  /**
   * The same with other output.
   *
   * @param tokens below 0: not known
   */
  public Usage withOutput(long tokens) {
    return new Usage(
        source,
        inputTokens,
        known(tokens),
        cachedInputTokens,
        cacheWriteInputTokens,
        reasoningTokens);
  }

  /**
   * The same with other input from a cache.
   *
   * @param tokens below 0: not known
   */
  public Usage withCachedInput(long tokens) {
    return new Usage(
        source, inputTokens, outputTokens, known(tokens), cacheWriteInputTokens, reasoningTokens);
  }

  /**
   * The same with other input written to a cache.
   *
   * @param tokens below 0: not known
   */
  public Usage withCacheWriteInput(long tokens) {
    return new Usage(
        source, inputTokens, outputTokens, cachedInputTokens, known(tokens), reasoningTokens);
  }

  /**
   * The same with other reasoning.
   *
   * @param tokens below 0: not known
   */
  public Usage withReasoning(long tokens) {
    return new Usage(
        source, inputTokens, outputTokens, cachedInputTokens, cacheWriteInputTokens, known(tokens));
  }

  private static OptionalLong known(long tokens) {
    return tokens < 0 ? OptionalLong.empty() : OptionalLong.of(tokens);
  }

  /** Input and output together, where both are known. */
  public OptionalLong totalTokens() {
    return inputTokens.isPresent() && outputTokens.isPresent()
        ? OptionalLong.of(inputTokens.getAsLong() + outputTokens.getAsLong())
        : OptionalLong.empty();
  }

  /**
   * This and another call's together. A count that one of the two knows is that one's; the source
   * is reported where both are or one is absent.
   */
  public Usage plus(Usage other) {
    if (other.source == Source.ABSENT) {
      return this;
    }
    if (source == Source.ABSENT) {
      return other;
    }
    return new Usage(
        source == Source.ESTIMATED ? source : other.source,
        sum(inputTokens, other.inputTokens),
        sum(outputTokens, other.outputTokens),
        sum(cachedInputTokens, other.cachedInputTokens),
        sum(cacheWriteInputTokens, other.cacheWriteInputTokens),
        sum(reasoningTokens, other.reasoningTokens));
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() && other.isPresent()
        ? OptionalLong.of(one.getAsLong() + other.getAsLong())
        : one.isPresent() ? one : other;
  }
}
