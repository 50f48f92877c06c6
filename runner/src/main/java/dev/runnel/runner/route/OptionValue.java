package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import dev.runnel.spi.Option;
import java.util.Optional;

/**
 * An option of an endpoint with the value that is in force.
 *
 * @param option the option
 * @param shown the value as a user would write it, secrets blanked; empty: it is not set and has no
 *     default
 * @param source where it was written, such as {@code runnel.toml:3:1} or {@code -o}; empty: it is
 *     the default
 */
public record OptionValue(Option<?> option, Optional<String> shown, Optional<String> source) {
  public OptionValue {
    requireNonNull(option, "option is null");
    requireNonNull(shown, "shown is null");
    requireNonNull(source, "source is null");
  }
}
