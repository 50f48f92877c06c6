package dev.runnel.sandbox.dialect;

/**
 * What an answer used, in tokens.
 *
 * @param input all of the request, what came from a cache or went into one included
 * @param output all of the answer, reasoning included
 * @param cached how many of {@code input} were read from a cache
 * @param cacheWritten how many of {@code input} were written to one
 * @param reasoning how many of {@code output} were reasoning
 */
public record Tokens(int input, int output, int cached, int cacheWritten, int reasoning) {

  public Tokens {
    if (input < 0 || output < 0 || cached < 0 || cacheWritten < 0 || reasoning < 0) {
      throw new IllegalArgumentException("Tokens are counted from 0");
    }
    if (cached + cacheWritten > input || reasoning > output) {
      throw new IllegalArgumentException(
          "Cached tokens are part of the input, and reasoning of the output");
    }
  }

  /** Nothing cached and nothing reasoned. */
  public static Tokens of(int input, int output) {
    return new Tokens(input, output, 0, 0, 0);
  }

  /** Of the input, this many were read from a cache. */
  public Tokens cached(int tokens) {
    return new Tokens(input, output, tokens, cacheWritten, reasoning);
  }

  /** Of the input, this many were written to a cache. */
  public Tokens cacheWritten(int tokens) {
    return new Tokens(input, output, cached, tokens, reasoning);
  }

  /** Of the output, this many were reasoning. */
  public Tokens reasoning(int tokens) {
    return new Tokens(input, output, cached, cacheWritten, tokens);
  }

  public int total() {
    return input + output;
  }
}
