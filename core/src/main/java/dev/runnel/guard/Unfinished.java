package dev.runnel.guard;

import dev.runnel.api.Answer;
import dev.runnel.api.FinishReason;
import dev.runnel.api.IncompleteAnswerException;
import dev.runnel.api.Outcome;
import java.util.List;
import java.util.concurrent.CancellationException;

/** An outcome that is not complete, for views that can only throw. */
final class Unfinished {
  private Unfinished() {}

  /** What a view that gathered nothing throws. */
  static RuntimeException asThrowable(Outcome outcome) {
    return asThrowable(
        outcome,
        new Answer(List.of(), false, FinishReason.NOT_GIVEN, outcome.usage(), outcome.report()));
  }

  /**
   * What a view throws.
   *
   * @param partial what it had gathered
   */
  static RuntimeException asThrowable(Outcome outcome, Answer partial) {
    return outcome.fold(
        completed -> new IllegalArgumentException("The outcome is complete"),
        incomplete -> new IncompleteAnswerException(incomplete, partial),
        Outcome.Failed::cause,
        cancelled -> new CancellationException("The call was cancelled"));
  }
}
