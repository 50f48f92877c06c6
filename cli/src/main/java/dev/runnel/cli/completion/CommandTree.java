package dev.runnel.cli.completion;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command as far as completion is concerned.
 *
 * @param path all names from the program's on, separated by spaces
 * @param description one sentence
 * @param commands the commands below it; unmodifiable
 * @param flags its options; unmodifiable
 * @param words what stands there without a flag
 */
record CommandTree(
    String path, String description, List<CommandTree> commands, List<Flag> flags, Values words) {

  /**
   * An option.
   *
   * @param names such as {@code -p} and {@code --provider}; unmodifiable
   * @param description one sentence
   */
  record Flag(List<String> names, String description, Values values) {}

  /** A command with all that are below it, hidden ones left out. */
  static CommandTree of(CommandSpec spec) {
    return new CommandTree(
        spec.qualifiedName(),
        sentence(spec.usageMessage().description()),
        spec.subcommands().values().stream()
            .map(line -> line.getCommandSpec())
            .filter(command -> !command.usageMessage().hidden())
            .distinct()
            .map(CommandTree::of)
            .toList(),
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(
                option ->
                    new Flag(names(option), sentence(option.description()), Values.of(option)))
            .toList(),
        spec.positionalParameters().stream()
            .filter(parameter -> !parameter.hidden())
            .findFirst()
            .map((ArgSpec parameter) -> Values.of(parameter))
            .orElse(new Values(Values.Kind.NONE, List.of())));
  }

  /** This one and all below it, from the top. */
  Stream<CommandTree> all() {
    return Stream.concat(Stream.of(this), commands.stream().flatMap(CommandTree::all));
  }

  /** The last name of the path. */
  String name() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  private static List<String> names(OptionSpec option) {
    return List.of(option.names());
  }

  // The first one is enough for a list of candidates.
  private static String sentence(String[] description) {
    String text = String.join(" ", description).replaceAll("%n|\\s+", " ").strip();
    int end = text.indexOf(". ");
    return end < 0 ? text.replaceFirst("\\.$", "") : text.substring(0, end);
  }
}
