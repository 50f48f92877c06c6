package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import org.jspecify.annotations.Nullable;

/**
 * What an error means.
 *
 * @param kind what decisions are made on
 * @param retry whether and where another attempt could succeed
 * @param nextStep what the user can do, as a sentence without its full stop, or null
 */
public record ErrorVerdict(ErrorKind kind, RetryAdvice retry, @Nullable String nextStep) {
  public ErrorVerdict {
    requireNonNull(kind, "kind is null");
    requireNonNull(retry, "retry is null");
  }

  /** A kind with its usual retry advice. */
  public static ErrorVerdict of(ErrorKind kind) {
    return new ErrorVerdict(kind, RetryAdvice.usualFor(kind), null);
  }

  public ErrorVerdict retry(RetryAdvice advice) {
    return new ErrorVerdict(kind, advice, nextStep);
  }

  public ErrorVerdict nextStep(String sentence) {
    return new ErrorVerdict(kind, retry, sentence);
  }
}
