package dev.runnel.cli.batch;

import java.util.Locale;
import java.util.Optional;

/**
 * What tells one row from the others, and from what it was before.
 *
 * @param number the row's line in the input, from 1
 * @param id the row's own name, if it has one
 * @param fingerprint of what the row says
 */
public record RowKey(long number, Optional<String> id, long fingerprint) {
  /** Of a row's text. */
  static RowKey of(long number, Optional<String> id, String text) {
    return new RowKey(number, id, Fingerprints.of(text));
  }

  /** The same in every run: of the id, else of the number. Never nought. */
  long identity() {
    return Fingerprints.of(id.map(name -> "id:" + name).orElseGet(() -> "row:" + number));
  }

  /** The fingerprint as 16 hexadecimal digits. */
  String hash() {
    return String.format(Locale.ROOT, "%016x", fingerprint);
  }

  /** For messages. */
  @Override
  public String toString() {
    return "row " + number + id.map(name -> " ('" + name + "')").orElse("");
  }
}
