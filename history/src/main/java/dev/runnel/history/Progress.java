package dev.runnel.history;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How far an exchange has come.
 *
 * @param answer what has arrived
 * @param firstContentAt when the first of it did
 * @param end how and when it ended; empty: it runs
 */
record Progress(List<ContentPart> answer, Optional<Instant> firstContentAt, Optional<End> end) {
  /** The end of an exchange. */
  record End(Outcome outcome, Instant at) {
    ExchangeState state() {
      return outcome.fold(
          completed -> ExchangeState.COMPLETED,
          incomplete -> ExchangeState.INCOMPLETE,
          failed -> ExchangeState.FAILED,
          cancelled -> ExchangeState.CANCELLED);
    }

    Optional<FinishReason> finishReason() {
      return outcome.fold(
          completed -> Optional.of(completed.finishReason()),
          incomplete -> Optional.empty(),
          failed -> Optional.empty(),
          cancelled -> Optional.empty());
    }

    Optional<LoggedExchange.Problem> problem() {
      return outcome
          .<Optional<ChatException>>fold(
              completed -> Optional.empty(),
              incomplete -> Optional.of(incomplete.cause()),
              failed -> Optional.of(failed.cause()),
              cancelled -> Optional.empty())
          .map(cause -> new LoggedExchange.Problem(wire(cause.kind()), cause.describe()));
    }

    private static String wire(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
