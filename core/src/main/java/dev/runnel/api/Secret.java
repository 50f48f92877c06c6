package dev.runnel.api;

import static java.util.Objects.requireNonNull;

/**
 * A value that must never be shown: it cannot print itself, so that a log line, an error message or
 * a debugger's {@code toString} cannot leak it.
 *
 * <p>Immutable and safe to share between threads. Not serializable, on purpose.
 */
public final class Secret {
  /** What stands in the place of a secret wherever one would have been printed. */
  public static final String MASK = "***";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a secret.
   *
   * @param value the secret itself, not blank
   * @throws IllegalArgumentException when the value is blank: an empty secret is a missing one
   */
  public static Secret of(String value) {
    requireNonNull(value, "value is null");
    if (value.isBlank()) {
      throw new IllegalArgumentException("A secret cannot be blank");
    }
    return new Secret(value);
  }

  /**
   * The secret in clear, for the one place that puts it on the wire. Never log, store or
   * concatenate the result into a message.
   */
  public String reveal() {
    return value;
  }

  /** Blanks every occurrence of this secret in a text. */
  public String redact(String text) {
    return text.replace(value, MASK);
  }

  /** Always {@link #MASK}. */
  @Override
  public String toString() {
    return MASK;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
