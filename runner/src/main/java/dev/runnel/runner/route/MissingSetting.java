package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An option that an endpoint needs, that only its user can know and that is not set.
 *
 * @param option the option's key, such as {@code azure.base-url}
 * @param example what a value looks like
 * @param variables the environment variables that would set it, the best known first; unmodifiable
 */
public record MissingSetting(String option, String example, List<String> variables) {
  public MissingSetting {
    requireNonNull(option, "option is null");
    requireNonNull(example, "example is null");
    variables = List.copyOf(variables);
  }
}
