package dev.runnel.cli.batch;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The first reading of an input, before anything is sent: every row is read, mistakes are told all
 * at once, and what was done before is found.
 *
 * @param rows how many rows there are
 * @param lines how many lines, blank ones included
 * @param answered the numbers of those that are answered
 * @param failed the numbers of those that failed before
 * @param strays how many answers belong to no row of this input
 */
record Survey(long rows, long lines, BitSet answered, BitSet failed, long strays) {
  private static final int MOST_MISTAKES = 10;

  /** How many rows are to be asked. */
  long left() {
    return rows - answered.cardinality() - failed.cardinality();
  }

  /** Whether a row is to be asked. */
  boolean open(long number) {
    return !answered.get((int) number) && !failed.get((int) number);
  }

  /**
   * Reads an input.
   *
   * @param answers what was answered before
   * @param failures what failed before
   * @throws UsageException with all mistakes, or what changed since
   */
  static Survey of(Path input, RowFormat format, Fingerprints answers, Fingerprints failures) {
    return new Surveyor(input, format, answers, failures).survey();
  }

  private static final class Surveyor {
    private final Path input;
    private final RowFormat format;
    private final Fingerprints answers;
    private final Fingerprints failures;
    private final Fingerprints ids = new Fingerprints();
    private final List<String> mistakes = new ArrayList<>();
    private final BitSet answered = new BitSet();
    private final BitSet failed = new BitSet();
    private long rows;
    private long last;
    private long changed;
    private Optional<RowKey> firstChanged = Optional.empty();

    Surveyor(Path input, RowFormat format, Fingerprints answers, Fingerprints failures) {
      this.input = input;
      this.format = format;
      this.answers = answers;
      this.failures = failures;
    }

    Survey survey() {
      try (Lines lines = Lines.of(input, Lines.MOST_BYTES)) {
        while (mistakes.size() < MOST_MISTAKES && lines.next()) {
          String line = lines.text();
          last = lines.number();
          if (!line.isBlank()) {
            read(lines.number(), line);
          }
        }
      } catch (IOException e) {
        throw new UsageException(
            "The file '" + input + "' cannot be read: " + FileTrouble.inWords(e) + ".", e);
      }
      refuse();
      failed.andNot(answered);
      return new Survey(rows, last, answered, failed, answers.size() - answered.cardinality());
    }

    private void read(long number, String line) {
      if (number == Integer.MAX_VALUE) {
        throw new UsageException("'" + input + "' has too many lines; split it.");
      }
      rows++;
      try {
        RowKey key = format.row(number, line).key();
        unique(key);
        match(key, answers, answered);
        match(key, failures, failed);
      } catch (UsageException e) {
        mistakes.add("line " + number + " " + e.getMessage());
      }
    }

    private void match(RowKey key, Fingerprints before, BitSet found) {
      OptionalLong fingerprint = before.get(key.identity());
      if (fingerprint.isEmpty()) {
        return;
      }
      found.set((int) key.number());
      if (fingerprint.getAsLong() != key.fingerprint()) {
        changed++;
        firstChanged = firstChanged.or(() -> Optional.of(key));
      }
    }

    private void unique(RowKey key) {
      if (key.id().isPresent()) {
        OptionalLong first = ids.get(key.identity());
        if (first.isPresent()) {
          throw new UsageException(
              "has the id '" + key.id().get() + "', as line " + first.getAsLong() + " has");
        }
        ids.put(key.identity(), key.number());
      }
    }

    private void refuse() {
      if (!mistakes.isEmpty()) {
        throw new UsageException(
            "In '"
                + input
                + "', "
                + String.join("; ", mistakes)
                + (mistakes.size() == MOST_MISTAKES ? "; and perhaps more." : ".")
                + " Nothing was sent.");
      }
      firstChanged.ifPresent(
          key -> {
            throw new UsageException(changed(key));
          });
      if (rows == 0) {
        throw new UsageException("'" + input + "' has no rows.");
      }
    }

    private String changed(RowKey key) {
      return "'"
          + input
          + "' is not what it was: "
          + key
          + (changed == 1 ? " has" : " and " + (changed - 1) + " more have")
          + " changed since it was asked. Nothing was sent. Write to another -O; or let --retry-failed"
          + " ask again what failed. Rows with an \"id\" may be moved, and added anywhere.";
    }
  }
}
