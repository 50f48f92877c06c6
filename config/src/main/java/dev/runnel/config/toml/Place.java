package dev.runnel.config.toml;

import static java.util.Objects.requireNonNull;

/**
 * Where something is written.
 *
 * @param file as its user knows it
 * @param line from 1
 * @param column from 1, in UTF-16 units, as editors count
 */
public record Place(String file, int line, int column) {
  public Place {
    requireNonNull(file, "file is null");
  }

  /** As editors and compilers write it: {@code runnel.toml:3:1}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
