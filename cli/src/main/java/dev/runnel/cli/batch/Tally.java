package dev.runnel.cli.batch;

import dev.runnel.api.Usage;

/**
 * How far a batch is.
 *
 * @param rows how many rows the input has
 * @param before how many of them were done, well or ill, when this run began
 * @param answered how many were answered since
 * @param failed how many failed since
 * @param usage tokens used since
 */
public record Tally(long rows, long before, long answered, long failed, Usage usage) {
  Tally with(Result result) {
    boolean good = result.fate() == Result.Fate.ANSWERED;
    return new Tally(
        rows,
        before,
        answered + (good ? 1 : 0),
        failed + (good ? 0 : 1),
        usage.plus(result.usage()));
  }

  /** The same where some answers were not written. */
  Tally without(long answers) {
    return new Tally(rows, before, answered - answers, failed, usage);
  }

  /** How many rows are done, before and since. */
  public long done() {
    return before + answered + failed;
  }

  /** How many rows are to be done yet. */
  public long left() {
    return rows - done();
  }
}
