package dev.runnel.guard;

import dev.runnel.api.ChatException;
import dev.runnel.api.Outcome;
import java.util.Locale;

/** Outcomes in few words, so that tests read as a table. */
final class Words {
  private Words() {}

  static String of(Outcome outcome) {
    return outcome.fold(
        completed -> "Completed(" + completed.finishReason().kind() + ")",
        incomplete ->
            "Incomplete("
                + (incomplete.reason() == Outcome.Incomplete.Reason.TIMEOUT
                    ? of(incomplete.cause())
                    : incomplete.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                + ")",
        failed ->
            "Failed(" + of(failed.cause()) + (failed.contentDelivered() ? ", delivered" : "") + ")",
        cancelled -> "Cancelled" + (cancelled.contentDelivered() ? "(delivered)" : ""));
  }

  static String of(ChatException failure) {
    return failure.kind() + failure.clock().map(clock -> ": " + clock).orElse("");
  }
}
