package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A secret that an endpoint needs and that is not set.
 *
 * @param option the option's name, such as {@code api-key}
 * @param variables the environment variables that would set it, the best known first; unmodifiable
 * @param command the command that would set it, if the program has one
 */
public record MissingCredential(String option, List<String> variables, Optional<String> command) {
  public MissingCredential {
    requireNonNull(option, "option is null");
    variables = List.copyOf(variables);
    requireNonNull(command, "command is null");
  }

  /** What would set it, as the rest of a sentence: {@code set … or run …}. */
  public String remedy() {
    return "set the environment variable "
        + String.join(" or ", variables)
        + command.map(it -> ", or run `" + it + "`").orElse("");
  }

  /** The option and what would set it in words. */
  @Override
  public String toString() {
    return option + ": " + remedy();
  }
}
