package dev.runnel.cli.command;

import dev.runnel.cli.render.RouteText;
import dev.runnel.cli.shell.Output;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import java.time.Duration;

/**
 * Says on standard error who is tried: every attempt if asked, else what makes the user wait or
 * gives him another service than he may expect.
 */
final class AttemptNarrator implements RunnerObserver {
  /** A shorter wait is not worth a word. */
  private static final Duration NOTICEABLE = Duration.ofSeconds(2);

  private final Output err;
  private final boolean verbose;

  AttemptNarrator(Output err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
  }

  @Override
  public void onAttempt(RunnerCall call, int number, Candidate candidate) {
    if (verbose) {
      err.tell("attempt " + number + ": " + candidate);
    }
  }

  @Override
  public void onAttemptEnd(RunnerCall call, Attempt attempt) {
    boolean quiet =
        switch (attempt.result()) {
          case COMPLETED, INCOMPLETE, CANCELLED -> true; // the end says it
          case OVERTAKEN -> !verbose;
          case FAILED, SKIPPED ->
              !verbose
                  && attempt
                      .next()
                      .filter(next -> isElsewhere(attempt, next) || isLong(next))
                      .isEmpty();
        };
    if (!quiet) {
      err.tell((verbose ? head(attempt) : "note: " + attempt.target() + ": ") + what(attempt));
    }
  }

  private static boolean isElsewhere(Attempt attempt, Attempt.Next next) {
    return !next.target().equals(attempt.target());
  }

  private static boolean isLong(Attempt.Next next) {
    return next.after().compareTo(NOTICEABLE) >= 0;
  }

  private static String head(Attempt attempt) {
    return attempt.number() == 0
        ? "not asked: " + attempt.target() + ": "
        : "attempt "
            + attempt.number()
            + attempt.key().map(key -> " by the key '" + key + "'").orElse("")
            + ": after "
            + RouteText.seconds(attempt.took())
            + " ";
  }

  private static String what(Attempt attempt) {
    return attempt.result() == Attempt.Result.OVERTAKEN
        ? "another was faster"
        : attempt.trouble() + attempt.next().map(next -> then(attempt, next)).orElse("");
  }

  private static String then(Attempt attempt, Attempt.Next next) {
    return (isElsewhere(attempt, next) ? "; asking " + next.target() : "; asking again")
        + (next.after().isZero() ? "" : " in " + RouteText.seconds(next.after()));
  }
}
