package dev.runnel.cli.command;

import dev.runnel.api.Usage;
import dev.runnel.cli.batch.Batch;
import dev.runnel.cli.batch.Tally;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Says before and behind a batch what there is to do, and what was done. */
final class BatchReport {
  private final Output err;
  private final Batch batch;
  private final Path failures;
  private final boolean piped;
  private final long began = System.nanoTime();

  /**
   * A report.
   *
   * @param piped whether nothing remembers what was done
   */
  BatchReport(Output err, Batch batch, Path failures, boolean piped) {
    this.err = err;
    this.batch = batch;
    this.failures = failures;
    this.piped = piped;
  }

  void begins() {
    if (batch.strays() > 0) {
      err.tell(
          "warning: "
              + count(batch.strays(), "answer")
              + " in the output to rows that are not in the input any more; they stay");
    }
    long done = batch.answeredBefore() + batch.failedBefore();
    if (done > 0 && batch.left() > 0) {
      err.tell("batch: " + done + " of " + count(batch.rows(), "row") + " done before; going on");
    }
  }

  int nothingLeft() {
    err.tell(
        "batch: nothing is left to do; " + standing(batch.answeredBefore(), batch.failedBefore()));
    return exitCode(batch.answeredBefore(), batch.failedBefore());
  }

  int ended(Tally tally, boolean interrupted) {
    long answered = batch.answeredBefore() + tally.answered();
    long failed = batch.failedBefore() + tally.failed();
    if (tally.left() > 0) {
      err.tell(
          (interrupted ? "batch: interrupted; " : "batch: stopped, too many rows failed; ")
              + standing(answered, failed)
              + ", "
              + tally.left()
              + " left."
              + (piped ? "" : " The same command goes on from there."));
      return interrupted ? ExitCode.INTERRUPTED : ExitCode.FAILED;
    }
    err.tell("batch: " + standing(answered, failed) + took(tally));
    return exitCode(answered, failed);
  }

  private String standing(long answered, long failed) {
    return answered
        + " of "
        + count(batch.rows(), "row")
        + " answered"
        + (failed == 0
            ? ""
            : ", "
                + failed
                + " failed"
                + (piped ? "" : " (why: " + failures + "; --retry-failed asks them again)"));
  }

  private String took(Tally tally) {
    return " in "
        + String.format(
            Locale.ROOT, "%.1f s", Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3)
        + tokens(tally.usage());
  }

  private static String tokens(Usage usage) {
    return usage.inputTokens().isEmpty() && usage.outputTokens().isEmpty()
        ? ""
        : "; tokens: "
            + usage.inputTokens().orElse(0)
            + " in, "
            + usage.outputTokens().orElse(0)
            + " out";
  }

  private static int exitCode(long answered, long failed) {
    if (failed == 0) {
      return ExitCode.OK;
    }
    return answered == 0 ? ExitCode.FAILED : ExitCode.INCOMPLETE;
  }

  private static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
