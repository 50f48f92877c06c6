package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.spi.NearName;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line: one paragraph, with the near name where there is one. */
final class WrongArguments implements IParameterExceptionHandler {
  private final Shell shell;

  WrongArguments(Shell shell) {
    this.shell = shell;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    shell
        .err()
        .tell(
            "error: "
                + Failure.sentence(problem(wrong, command))
                + " See `"
                + command.qualifiedName()
                + " --help`.");
    return ExitCode.USAGE;
  }

  private static String problem(ParameterException wrong, CommandSpec command) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched().get(0), command);
    }
    return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
  }

  private static String unmatched(String argument, CommandSpec command) {
    if (argument.startsWith("-")) {
      String name = argument.replaceFirst("=.*", "");
      List<String> known =
          command.options().stream().flatMap(option -> Stream.of(option.names())).toList();
      return argument.contains(" ")
          ? "A prompt that begins with a hyphen goes behind --"
          : "There is no option '" + name + "'" + near(name, known);
    }
    if (!command.subcommands().isEmpty()) {
      return "There is no command '"
          + argument
          + "'"
          + near(argument, List.copyOf(command.subcommands().keySet()));
    }
    return "The argument '" + argument + "' is one too many";
  }

  private static String near(String name, List<String> known) {
    return NearName.of(name, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }
}
