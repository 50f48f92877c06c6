package dev.runnel.cli.completion;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What can stand in a place of the command line.
 *
 * @param kind where the candidates come from
 * @param choices the candidates of {@link Kind#CHOICE}; unmodifiable, else empty
 */
record Values(Kind kind, List<String> choices) {
  /** Where candidates come from. */
  enum Kind {
    /** A flag takes no value. */
    NONE,
    /** Anything; nothing can be proposed. */
    TEXT,
    FILE,
    /** One of a few words. */
    CHOICE,
    ENDPOINT,
    MODEL,
    /** {@code endpoint.key=value}. */
    OPTION,
    /** One that was installed. */
    PLUGIN;

    /** The name in scripts, and behind {@code --list}. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Values {
    requireNonNull(kind, "kind is null");
    choices = List.copyOf(choices);
  }

  /** What an option takes, or a parameter is; told by its label in the help. */
  static Values of(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return new Values(Kind.NONE, List.of());
    }
    List<String> choices = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(choices::add);
    }
    return choices.isEmpty()
        ? new Values(byLabel(argument.paramLabel()), List.of())
        : new Values(Kind.CHOICE, choices);
  }

  private static Kind byLabel(String label) {
    if (label.contains("FILE") || label.equals("SCHEMA") || label.equals("PLUGIN")) {
      return Kind.FILE;
    }
    return switch (label) {
      case "ENDPOINT", "ENDPOINT[.OPTION]" -> Kind.ENDPOINT;
      case "MODEL" -> Kind.MODEL;
      case "ENDPOINT.KEY=VALUE" -> Kind.OPTION;
      case "INSTALLED" -> Kind.PLUGIN;
      default -> Kind.TEXT;
    };
  }
}
