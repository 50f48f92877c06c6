package dev.runnel.distribution.contract;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Timeouts;
import java.time.Duration;
import java.util.Optional;

/**
 * What a caller must be told.
 *
 * @param text all of the text that is delivered
 * @param reason why it is incomplete, where it is
 * @param error what it failed with, where it failed or is incomplete
 * @param clock which clock ran out, where one did
 * @param retryAfter how long to wait before another attempt, where the service said so
 */
record Expected(
    Class<? extends Outcome> outcome,
    String text,
    Optional<Outcome.Incomplete.Reason> reason,
    Optional<ErrorKind> error,
    Optional<Timeouts.Clock> clock,
    Optional<Duration> retryAfter) {
  Expected {
    requireNonNull(outcome, "outcome is null");
    requireNonNull(text, "text is null");
  }

  private static Expected of(Class<? extends Outcome> outcome, String text) {
    return new Expected(
        outcome, text, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Expected completed() {
    return of(Outcome.Completed.class, Upstream.CONTENT);
  }

  static Expected completedWithoutContent() {
    return of(Outcome.Completed.class, "");
  }

  static Expected cancelled() {
    return of(Outcome.Cancelled.class, Upstream.CONTENT);
  }

  static Expected cancelledBeforeContent() {
    return of(Outcome.Cancelled.class, "");
  }

  static Expected endedEarly() {
    return incomplete(Outcome.Incomplete.Reason.ENDED_EARLY, ErrorKind.PROTOCOL);
  }

  static Expected connectionLost() {
    return incomplete(Outcome.Incomplete.Reason.CONNECTION, ErrorKind.CONNECTION);
  }

  static Expected incomplete(Timeouts.Clock clock) {
    return incomplete(Outcome.Incomplete.Reason.TIMEOUT, ErrorKind.TIMEOUT).with(clock);
  }

  private static Expected incomplete(Outcome.Incomplete.Reason reason, ErrorKind error) {
    return new Expected(
        Outcome.Incomplete.class,
        Upstream.CONTENT,
        Optional.of(reason),
        Optional.of(error),
        Optional.empty(),
        Optional.empty());
  }

  /** Failed before any content. */
  static Expected failed(ErrorKind kind) {
    return failed(kind, "");
  }

  /** Failed before any content, because a clock ran out. */
  static Expected failed(Timeouts.Clock clock) {
    return failed(ErrorKind.TIMEOUT, "").with(clock);
  }

  /** Failed after content. */
  static Expected failedAfterContent(ErrorKind kind) {
    return failed(kind, Upstream.CONTENT);
  }

  private static Expected failed(ErrorKind kind, String text) {
    return new Expected(
        Outcome.Failed.class,
        text,
        Optional.empty(),
        Optional.of(kind),
        Optional.empty(),
        Optional.empty());
  }

  Expected retryAfter(Duration wait) {
    return new Expected(outcome, text, reason, error, clock, Optional.of(wait));
  }

  private Expected with(Timeouts.Clock which) {
    return new Expected(outcome, text, reason, error, Optional.of(which), retryAfter);
  }

  boolean is(Class<? extends Outcome> kind) {
    return outcome == kind;
  }

  /** Whether it is the consumer that failed, which is then told nothing more. */
  boolean isConsumersFailure() {
    return error.filter(kind -> kind == ErrorKind.CONSUMER).isPresent();
  }
}
