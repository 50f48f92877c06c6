package dev.runnel.cli.batch;

import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.Output;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Rows that are to be asked, checked and compared with what was done before, and where their
 * answers go. Opening one asks nobody.
 */
public final class Batch implements AutoCloseable {
  private final Path input;
  private final RowFormat format;
  private final Survey survey;
  private final Sheet answers;
  private final Sheet failures;

  private Batch(Path input, RowFormat format, Survey survey, Sheet answers, Sheet failures) {
    this.input = input;
    this.format = format;
    this.survey = survey;
    this.answers = answers;
    this.failures = failures;
  }

  /**
   * Opens a batch whose answers go to a file: rows that it holds are not asked again.
   *
   * @param retryFailed whether rows that failed before are asked again
   * @throws dev.runnel.cli.input.UsageException when the files are wrong, with all mistakes
   */
  public static Batch open(BatchFiles files, RowFormat format, boolean retryFailed) {
    files.check();
    Journal answers = Journal.open(files.answers());
    try {
      Journal failures = Journal.open(files.failures());
      try {
        Fingerprints failed = retryFailed ? new Fingerprints() : failures.done();
        Survey survey = Survey.of(files.input(), format, answers.done(), failed);
        if (retryFailed) {
          failures.clear();
        }
        return new Batch(files.input(), format, survey, answers, failures);
      } catch (RuntimeException e) {
        failures.close();
        throw e;
      }
    } catch (RuntimeException e) {
      answers.close();
      throw e;
    }
  }

  /**
   * Opens a batch whose answers, and failures among them, go to standard output: nothing remembers
   * them.
   *
   * @throws dev.runnel.cli.input.UsageException when the input is wrong, with all mistakes
   */
  public static Batch piped(Path input, RowFormat format, Output out) {
    BatchFiles.checkInput(input);
    Survey survey = Survey.of(input, format, new Fingerprints(), new Fingerprints());
    Sheet sheet =
        new Sheet() {
          @Override
          public void write(String line) {
            out.line(line);
          }

          @Override
          public void close() {}
        };
    return new Batch(input, format, survey, sheet, sheet);
  }

  /** How many rows are to be asked. */
  public long left() {
    return survey.left();
  }

  /** How many rows were answered before. */
  public long answeredBefore() {
    return survey.answered().cardinality();
  }

  /** How many rows failed before, and are not asked again. */
  public long failedBefore() {
    return survey.failed().cardinality();
  }

  /** How many answers there are to rows that the input does not have. */
  public long strays() {
    return survey.strays();
  }

  /** How many rows there are. */
  public long rows() {
    return survey.rows();
  }

  /** The first row that is to be asked. */
  public Optional<Row> first() {
    try (OpenRows rows = OpenRows.of(input, format, survey)) {
      return rows.next();
    }
  }

  /**
   * Asks all rows, until an interruption or too many failures stop it.
   *
   * @return how far it came
   * @throws BatchException when a file cannot be read or written
   */
  public Tally run(
      Asker asker, BatchSettings settings, Progress progress, Interruption interruption) {
    try (OpenRows rows = OpenRows.of(input, format, survey)) {
      return new BatchRun(settings, survey, asker, answers, failures, progress)
          .run(rows, interruption);
    }
  }

  @Override
  public void close() {
    try {
      answers.close();
    } finally {
      failures.close();
    }
  }
}
