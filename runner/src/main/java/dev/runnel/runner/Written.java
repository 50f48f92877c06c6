package dev.runnel.runner;

import static java.util.Objects.requireNonNull;

/**
 * A value with where it was written.
 *
 * @param source for messages; may be empty
 */
record Written<T>(T value, String source) {
  Written {
    requireNonNull(value, "value is null");
    requireNonNull(source, "source is null");
  }
}
