package dev.runnel.api;

import static java.util.Objects.requireNonNull;

/**
 * An answer that began and did not end, for the views that can only throw. What had arrived is kept
 * where the view gathered it.
 */
public final class IncompleteAnswerException extends ChatException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Incomplete outcome;
  private final transient Answer partial;

  /**
   * Wraps an incomplete outcome.
   *
   * @param partial what had arrived; empty on views that gather nothing
   */
  public IncompleteAnswerException(Outcome.Incomplete outcome, Answer partial) {
    super(builder(requireNonNull(outcome, "outcome is null").cause()).cause(outcome.cause()));
    this.outcome = outcome;
    this.partial = requireNonNull(partial, "partial is null");
  }

  public Outcome.Incomplete outcome() {
    return outcome;
  }

  /** What had arrived before the end was missed. */
  public Answer partial() {
    return partial;
  }
}
