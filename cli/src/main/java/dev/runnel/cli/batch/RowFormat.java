package dev.runnel.cli.batch;

import dev.runnel.api.Message;
import dev.runnel.cli.input.UsageException;
import java.util.List;
import java.util.Optional;

/** How a line becomes a row. */
public enum RowFormat {
  /** A line is a JSON object; see {@link JsonRow}. */
  JSON {
    @Override
    Row row(long number, String line) {
      return JsonRow.of(number, line);
    }
  },
  /** A line is a prompt. */
  LINES {
    @Override
    Row row(long number, String line) {
      return new Row(
          RowKey.of(number, Optional.empty(), line),
          Optional.empty(),
          List.of(Message.user(line)),
          Row.Sampling.NONE,
          Optional.empty());
    }
  };

  /**
   * Reads a row.
   *
   * @param number the line's, from 1
   * @param line not blank
   * @throws UsageException when it is none; the message is a sentence's rest that starts with the
   *     line
   */
  abstract Row row(long number, String line);
}
