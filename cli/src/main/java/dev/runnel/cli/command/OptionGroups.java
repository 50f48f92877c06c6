package dev.runnel.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Sets a command's options under headings in its help; those in no group come last. */
final class OptionGroups {
  private final Map<String, List<String>> groups = new LinkedHashMap<>();

  /** Those of {@code runnel chat}, which are many. */
  static OptionGroups ofChat() {
    return new OptionGroups()
        .group("What is asked", "-a", "-T", "-P", "--messages", "-c", "--conversation", "--no-log")
        .group("How it is to be answered", "-s", "-t", "--max-tokens", "--schema", "--strict")
        .group("Who answers", "-m", "-p", "-o", "--config", "--unofficial", "--sandbox")
        .group("In how long", "--timeout", "--connect-timeout", "--first-token-timeout")
        .group("In how long", "--idle-timeout")
        .group("What is recorded", "--record", "--overwrite", "--replay", "--replay-speed")
        .group("What is printed", "-x", "--no-stream", "--plain", "--json", "--usage", "-v", "-h");
  }

  /** Shows them in a command's help. */
  CommandLine over(CommandLine command) {
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::text);
    return command;
  }

  private OptionGroups group(String heading, String... names) {
    groups.computeIfAbsent(heading, key -> new ArrayList<>()).addAll(List.of(names));
    return this;
  }

  private String text(Help help) {
    List<OptionSpec> all =
        help.commandSpec().options().stream().filter(option -> !option.hidden()).toList();
    StringBuilder text = new StringBuilder();
    List<OptionSpec> left = new ArrayList<>(all);
    groups.forEach(
        (heading, names) -> {
          List<OptionSpec> group =
              names.stream().flatMap(name -> all.stream().filter(one -> named(one, name))).toList();
          left.removeAll(group);
          section(help, heading, all, group, text);
        });
    section(help, "More", all, left, text);
    return text.toString();
  }

  private static void section(
      Help help, String heading, List<OptionSpec> all, List<OptionSpec> group, StringBuilder text) {
    if (!group.isEmpty()) {
      // Its columns are as wide as all options need, so that the groups stand below each other.
      Help.Layout layout = help.createDefaultLayout(all, List.of(), help.colorScheme());
      layout.addAllOptions(group, help.parameterLabelRenderer());
      text.append(String.format("%n%s:%n", heading)).append(layout);
    }
  }

  private static boolean named(OptionSpec option, String name) {
    return Stream.of(option.names()).anyMatch(name::equals);
  }
}
