package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The end, decided by evidence: what happened, whether content was delivered and whether the
 * service had given a finish reason make the outcome, and nothing else does.
 *
 * @param finishReason the evidence, where the service had given it
 * @param contentDelivered whether the consumer had got content
 * @param contentDropped whether content that had arrived never reached the consumer
 */
record EndTable(
    Origin origin,
    boolean lenientEnd,
    @Nullable FinishReason finishReason,
    boolean contentDelivered,
    boolean contentDropped,
    Usage usage,
    CallReport report) {

  Outcome decide(Ending ending) {
    return switch (ending.kind()) {
      case CANCELLED -> new Outcome.Cancelled(contentDelivered, usage, report);
      case CONSUMER -> failed(requireNonNull(ending.failure()));
      case COMPLETE -> complete();
      case END_OF_INPUT -> endOfInput();
      case FAILURE -> failure(requireNonNull(ending.failure()));
    };
  }

  private Outcome complete() {
    return finishReason == null && !contentDelivered ? empty() : completed();
  }

  private Outcome endOfInput() {
    if (finishReason != null || lenientEnd) {
      return complete();
    }
    if (!contentDelivered) {
      return failed(
          origin
              .failure(ErrorKind.PROTOCOL, "The service ended its answer before any content")
              .nextStep("Ask again, or ask another service")
              .build());
    }
    return new Outcome.Incomplete(
        Outcome.Incomplete.Reason.ENDED_EARLY,
        origin
            .failure(
                ErrorKind.PROTOCOL,
                "The answer ended early: neither a finish reason nor an end mark came")
            .nextStep("What arrived is kept; ask again for the whole answer")
            .build(),
        usage,
        report);
  }

  private Outcome empty() {
    return failed(
        origin
            .failure(ErrorKind.EMPTY_ANSWER, "The service ended without any content")
            .nextStep("Ask again, or ask another service")
            .build());
  }

  private Outcome failure(ChatException failure) {
    return switch (failure.kind()) {
      case TIMEOUT -> interrupted(Outcome.Incomplete.Reason.TIMEOUT, failure);
      case CONNECTION -> interrupted(Outcome.Incomplete.Reason.CONNECTION, failure);
      case TOO_MANY_ROUNDS -> interrupted(Outcome.Incomplete.Reason.TOO_MANY_ROUNDS, failure);
      // What the service says in so many words is never swallowed, not even behind a finish reason.
      default -> failed(failure);
    };
  }

  private Outcome interrupted(Outcome.Incomplete.Reason reason, ChatException failure) {
    if (finishReason != null && !contentDropped) {
      return completed();
    }
    return contentDelivered
        ? new Outcome.Incomplete(reason, failure, usage, report)
        : failed(failure);
  }

  private Outcome completed() {
    return new Outcome.Completed(
        finishReason == null ? FinishReason.NOT_GIVEN : finishReason, usage, report);
  }

  private Outcome failed(ChatException failure) {
    return new Outcome.Failed(failure, contentDelivered, usage, report);
  }
}
