package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A secret that an endpoint needs and that is not set.
 *
 * @param option the option's name, such as {@code api-key}
 * @param variables the environment variables that would set it, the best known first; unmodifiable
 */
public record MissingCredential(String option, List<String> variables) {
  public MissingCredential {
    requireNonNull(option, "option is null");
    variables = List.copyOf(variables);
  }

  /** The option and its variables in words. */
  @Override
  public String toString() {
    return option + ": set " + String.join(" or ", variables);
  }
}
