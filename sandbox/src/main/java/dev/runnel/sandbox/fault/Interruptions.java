package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.script.Script.nothing;

import dev.runnel.sandbox.script.Script;
import java.time.Duration;
import java.util.List;

/** Answers that do not reach their end. */
final class Interruptions {

  /** Two tokens of an answer that is not over. */
  static final Script BEGUN = nothing().role().tokens("Hel", "lo");

  // A reset may overtake tokens that the client has not read yet.
  private static final Duration UNTIL_READ = Duration.ofMillis(100);

  static final List<Fault> FAULTS =
      List.of(
          Fault.of("fault-reset", "two tokens, then a TCP reset", BEGUN.pause(UNTIL_READ).reset()),
          Fault.of("fault-reset-first", "a TCP reset instead of a response", nothing().reset()),
          Fault.of(
              "fault-reset-after-head",
              "a response head, then a TCP reset",
              nothing().head().pause(UNTIL_READ).reset()),
          Fault.of("fault-closed-first", "the connection is closed unanswered", nothing().close()),
          Fault.of(
              "fault-closed",
              "two tokens, then the connection is closed in the middle of the body",
              BEGUN.close()),
          Fault.of(
                  "fault-ended-early",
                  "two tokens, then a clean end of the body without any sign of the answer's end",
                  BEGUN)
              // A clean end is all the end that raw text has: only its announced length can tell.
              .but("yqcloud", BEGUN.contentLength(1_000)),
          Fault.of(
              "fault-ended-empty",
              "a role and no more, then a clean end of the body",
              nothing().role()));

  private Interruptions() {}
}
