package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether trying again makes sense, where and when. Advice only: core never retries.
 *
 * @param scope where another attempt could succeed
 * @param after how long to wait at least, where the service said so; not negative
 */
public record RetryAdvice(Scope scope, Optional<Duration> after) {
  /** Where another attempt could succeed. */
  public enum Scope {
    /** Nowhere: the request itself is the trouble. */
    NEVER,
    /** Here, or elsewhere. */
    SAME_ENDPOINT,
    /** Only elsewhere. */
    ANOTHER_ENDPOINT
  }

  public static final RetryAdvice NEVER = new RetryAdvice(Scope.NEVER, Optional.empty());
  public static final RetryAdvice SAME_ENDPOINT =
      new RetryAdvice(Scope.SAME_ENDPOINT, Optional.empty());
  public static final RetryAdvice ANOTHER_ENDPOINT =
      new RetryAdvice(Scope.ANOTHER_ENDPOINT, Optional.empty());

  public RetryAdvice {
    requireNonNull(scope, "scope is null");
    if (after.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("after is negative: " + after);
    }
  }

  /** The same advice, not before a time has passed. */
  public RetryAdvice after(Duration duration) {
    return new RetryAdvice(scope, Optional.of(duration));
  }

  /** What is usually right for a kind of failure where nothing more is known. */
  public static RetryAdvice usualFor(ErrorKind kind) {
    return switch (kind) {
      case RATE_LIMITED, TIMEOUT, CONNECTION, EMPTY_ANSWER, UNAVAILABLE -> SAME_ENDPOINT;
      case AUTHENTICATION,
          PERMISSION,
          QUOTA,
          CONTEXT_TOO_LONG,
          MODEL_NOT_FOUND,
          CONTENT_FILTERED,
          PROTOCOL,
          BLOCKED,
          INTERNAL ->
          ANOTHER_ENDPOINT;
      case INVALID_REQUEST, CONSUMER, TOO_MANY_ROUNDS -> NEVER;
    };
  }
}
