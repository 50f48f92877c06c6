package dev.runnel.cli.batch;

import java.util.function.Consumer;

/**
 * How a batch is run.
 *
 * @param concurrency how many rows are asked at once; at least 1
 * @param ordered whether answers are written in the order of their rows
 * @param mostFailures how many failed rows end the batch; at least 1
 * @param onFailure is told which row failed and why, in one line
 */
public record BatchSettings(
    int concurrency, boolean ordered, long mostFailures, Consumer<String> onFailure) {
  /** How many rows may be asked before the first that is not answered: what is kept in memory. */
  int window() {
    return Math.max(16, 4 * concurrency);
  }
}
