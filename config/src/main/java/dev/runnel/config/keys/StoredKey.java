package dev.runnel.config.keys;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import java.util.regex.Pattern;

/**
 * A key in the key file.
 *
 * @param endpoint the endpoint's id
 * @param option the secret option that it is a value of, such as {@code api-key}
 * @param label what it is called beside other keys for the same option
 * @param value the key
 */
public record StoredKey(String endpoint, String option, String label, Secret value) {
  /** The label of a key that was given none. */
  public static final String DEFAULT_LABEL = "default";

  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  public StoredKey {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(option, "option is null");
    requireNonNull(value, "value is null");
    if (!isLabel(label)) {
      throw new IllegalArgumentException(
          "A label is letters, digits, dots, hyphens and underscores, not '" + label + "'");
    }
  }

  /** Whether a text can be a label. */
  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }
}
