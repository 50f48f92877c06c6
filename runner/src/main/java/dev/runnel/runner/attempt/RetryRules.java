package dev.runnel.runner.attempt;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Timeouts;

/**
 * What is done after a failure, by its kind and phase. A failure's own {@link RetryAdvice} decides
 * where it differs from what is usual for the kind.
 */
public final class RetryRules {
  private RetryRules() {}

  /** What is done where the service gave no advice of its own. */
  public static Verdict usual(ErrorKind kind, Phase phase) {
    if (phase.contentSeen()) {
      return Verdict.ENDED;
    }
    return switch (kind) {
      case RATE_LIMITED, CONNECTION, EMPTY_ANSWER, UNAVAILABLE -> Verdict.RETRIED;
      // A service that does not connect is tried again. One that took the request and said nothing
      // has used up the patience that its caller gave it.
      case TIMEOUT -> phase == Phase.CONNECTING ? Verdict.RETRIED : Verdict.MOVED_ON;
      case AUTHENTICATION,
          PERMISSION,
          QUOTA,
          CONTEXT_TOO_LONG,
          MODEL_NOT_FOUND,
          PROTOCOL,
          BLOCKED,
          INTERNAL ->
          Verdict.MOVED_ON;
      // What one service refuses for its content is not carried to the next: the request would be
      // shown to ever more parties until one has lower standards.
      case INVALID_REQUEST, CONTENT_FILTERED, CONSUMER, TOO_MANY_ROUNDS -> Verdict.ENDED;
    };
  }

  /**
   * What is done after this failure.
   *
   * @param local whether it is that of a server on the user's own machine: one that does not run is
   *     not started by waiting
   */
  public static Verdict after(ChatException failure, Phase phase, boolean local) {
    ErrorKind kind = failure.kind();
    Timeouts.Clock clock = failure.clock().orElse(null);
    Phase real = clock == Timeouts.Clock.CONNECT ? Phase.CONNECTING : phase;
    Verdict usual =
        kind == ErrorKind.TIMEOUT && clock == null && !phase.contentSeen()
            ? Verdict.RETRIED // the service's own clock ran out, not the caller's patience
            : usual(kind, real);
    RetryAdvice.Scope advised = failure.retry().scope();
    boolean fixed =
        phase.contentSeen()
            || clock == Timeouts.Clock.TOTAL
            || switch (kind) {
              case CONSUMER, TOO_MANY_ROUNDS, CONTENT_FILTERED -> true;
              default -> false;
            };
    if (fixed) {
      return Verdict.ENDED;
    }
    if (local && kind == ErrorKind.CONNECTION) {
      return Verdict.MOVED_ON;
    }
    if (advised == RetryAdvice.usualFor(kind).scope()) {
      return usual;
    }
    return switch (advised) {
      case NEVER -> Verdict.ENDED;
      case SAME_ENDPOINT -> Verdict.RETRIED;
      case ANOTHER_ENDPOINT -> Verdict.MOVED_ON;
    };
  }
}
