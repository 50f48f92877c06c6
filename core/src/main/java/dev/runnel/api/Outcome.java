package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/**
 * How a call ended: exactly one of four, decided by evidence and never by hope. A stream that
 * merely stops is {@link Incomplete}, not {@link Completed}.
 */
public sealed interface Outcome
    permits Outcome.Completed, Outcome.Incomplete, Outcome.Failed, Outcome.Cancelled {

  /** Who served the call, and what was dropped. */
  CallReport report();

  /** Tokens used, as far as the service had said so by the end. */
  Usage usage();

  /** One function a kind; the way to take an outcome apart where {@code switch} cannot. */
  <R> R fold(
      Function<? super Completed, ? extends R> completed,
      Function<? super Incomplete, ? extends R> incomplete,
      Function<? super Failed, ? extends R> failed,
      Function<? super Cancelled, ? extends R> cancelled);

  /** The service said, by its protocol, that the answer is whole. */
  record Completed(FinishReason finishReason, Usage usage, CallReport report) implements Outcome {
    public Completed {
      requireNonNull(finishReason, "finishReason is null");
      requireNonNull(usage, "usage is null");
      requireNonNull(report, "report is null");
    }

    @Override
    public <R> R fold(
        Function<? super Completed, ? extends R> completed,
        Function<? super Incomplete, ? extends R> incomplete,
        Function<? super Failed, ? extends R> failed,
        Function<? super Cancelled, ? extends R> cancelled) {
      return completed.apply(this);
    }
  }

  /** Content was delivered, and then the answer broke off. */
  record Incomplete(Reason reason, ChatException cause, Usage usage, CallReport report)
      implements Outcome {
    /** What broke the answer off. */
    public enum Reason {
      /** The upstream ended cleanly without evidence of an end. */
      ENDED_EARLY,
      /** The connection was reset or lost. */
      CONNECTION,
      /** A clock ran out; {@link ChatException#clock()} says which. */
      TIMEOUT,
      /** The model still asked for tools when the bound on rounds was met. */
      TOO_MANY_ROUNDS
    }

    public Incomplete {
      requireNonNull(reason, "reason is null");
      requireNonNull(cause, "cause is null");
      requireNonNull(usage, "usage is null");
      requireNonNull(report, "report is null");
    }

    @Override
    public <R> R fold(
        Function<? super Completed, ? extends R> completed,
        Function<? super Incomplete, ? extends R> incomplete,
        Function<? super Failed, ? extends R> failed,
        Function<? super Cancelled, ? extends R> cancelled) {
      return incomplete.apply(this);
    }
  }

  /**
   * The call failed.
   *
   * @param contentDelivered whether the consumer had got content before
   */
  record Failed(ChatException cause, boolean contentDelivered, Usage usage, CallReport report)
      implements Outcome {
    public Failed {
      requireNonNull(cause, "cause is null");
      requireNonNull(usage, "usage is null");
      requireNonNull(report, "report is null");
    }

    @Override
    public <R> R fold(
        Function<? super Completed, ? extends R> completed,
        Function<? super Incomplete, ? extends R> incomplete,
        Function<? super Failed, ? extends R> failed,
        Function<? super Cancelled, ? extends R> cancelled) {
      return failed.apply(this);
    }
  }

  /**
   * The caller ended the call.
   *
   * @param contentDelivered whether the consumer had got content before
   */
  record Cancelled(boolean contentDelivered, Usage usage, CallReport report) implements Outcome {
    public Cancelled {
      requireNonNull(usage, "usage is null");
      requireNonNull(report, "report is null");
    }

    @Override
    public <R> R fold(
        Function<? super Completed, ? extends R> completed,
        Function<? super Incomplete, ? extends R> incomplete,
        Function<? super Failed, ? extends R> failed,
        Function<? super Cancelled, ? extends R> cancelled) {
      return cancelled.apply(this);
    }
  }
}
