package dev.runnel.testkit.contract;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;

/** What a caller should have got, checked in a rule's words. */
final class Expect {
  private Expect() {}

  static void completed(Ground on, Hearing hearing) {
    on.expect(
        "Completed",
        hearing.outcome().filter(Outcome.Completed.class::isInstance).isPresent(),
        hearing::toString);
  }

  static void completed(Ground on, Hearing hearing, FinishReason.Kind reason) {
    completed(on, hearing);
    on.expect(
        "the finish reason " + reason,
        hearing
            .outcome()
            .map(Outcome.Completed.class::cast)
            .filter(outcome -> outcome.finishReason().kind() == reason)
            .isPresent(),
        hearing::toString);
  }

  static void text(Ground on, Hearing hearing, String text) {
    on.expect("the text '" + text + "'", hearing.text().equals(text), hearing::toString);
  }

  static void incomplete(Ground on, Hearing hearing, Outcome.Incomplete.Reason reason) {
    on.expect(
        "Incomplete (" + reason + ")",
        hearing
            .outcome()
            .filter(Outcome.Incomplete.class::isInstance)
            .map(Outcome.Incomplete.class::cast)
            .filter(outcome -> outcome.reason() == reason)
            .isPresent(),
        hearing::toString);
  }

  static void failed(Ground on, Hearing hearing, ErrorKind... kinds) {
    on.expect(
        "Failed" + (kinds.length == 0 ? "" : " (" + words(kinds) + ")"),
        hearing
            .outcome()
            .filter(Outcome.Failed.class::isInstance)
            .map(Outcome.Failed.class::cast)
            .filter(
                outcome ->
                    kinds.length == 0 || java.util.List.of(kinds).contains(outcome.cause().kind()))
            .isPresent(),
        hearing::toString);
  }

  private static String words(ErrorKind... kinds) {
    StringBuilder words = new StringBuilder();
    for (ErrorKind kind : kinds) {
      words.append(words.isEmpty() ? "" : " or ").append(kind.name());
    }
    return words.toString();
  }

  static void nothingDelivered(Ground on, Hearing hearing) {
    on.expect("no content before it", hearing.contents() == 0, hearing::toString);
  }
}
