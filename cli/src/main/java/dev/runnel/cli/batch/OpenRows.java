package dev.runnel.cli.batch;

import dev.runnel.cli.input.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The second reading of an input: the rows that are to be asked, one at a time. */
final class OpenRows implements AutoCloseable {
  private final Path input;
  private final Lines lines;
  private final RowFormat format;
  private final Survey survey;

  private OpenRows(Path input, Lines lines, RowFormat format, Survey survey) {
    this.input = input;
    this.lines = lines;
    this.format = format;
    this.survey = survey;
  }

  static OpenRows of(Path input, RowFormat format, Survey survey) {
    try {
      return new OpenRows(input, Lines.of(input, Lines.MOST_BYTES), format, survey);
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  /** The next row; empty: there is none. Rows that were added since the survey are left alone. */
  Optional<Row> next() {
    try {
      while (lines.number() < survey.lines() && lines.next()) {
        String line = lines.text();
        if (!line.isBlank() && survey.open(lines.number())) {
          return Optional.of(row(line));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  private Row row(String line) {
    try {
      return format.row(lines.number(), line);
    } catch (UsageException e) {
      throw new UsageException(
          "'"
              + input
              + "' was changed while it was read: line "
              + lines.number()
              + " "
              + e.getMessage()
              + ".",
          e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  private static BatchException unreadable(Path input, IOException e) {
    return new BatchException("'" + input + "' cannot be read", e);
  }
}
