package dev.runnel.config.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A setting, other than an endpoint's option, with the value that is in force.
 *
 * @param key as a file has it: {@code timeouts.idle}
 * @param shown the value; empty: it is not set and has no default
 * @param source where it was written; empty: it is the default
 */
public record SettingValue(String key, Optional<String> shown, Optional<String> source) {
  public SettingValue {
    requireNonNull(key, "key is null");
    requireNonNull(shown, "shown is null");
    requireNonNull(source, "source is null");
  }
}
