package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runnel config}: only the door to its commands. */
@Command(
    name = "config",
    synopsisSubcommandLabel = "COMMAND",
    description = "Show and check what runnel.toml, the environment and the key file say.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel config show               every value in force, and where it comes from",
      "  runnel config check              all mistakes, each with file, line and column",
      "  runnel config check runnel.toml  those of one file",
      "  runnel config path               where your own file is, or would be",
      "  runnel config schema             a JSON schema for your editor"
    })
final class ConfigCommand extends ShellCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  private ConfigCommand(Shell shell) {
    super(shell);
  }

  static CommandLine line(Shell shell) {
    return new CommandLine(new ConfigCommand(shell))
        .addSubcommand(new ConfigShowCommand(shell))
        .addSubcommand(new ConfigCheckCommand(shell))
        .addSubcommand(new ConfigPathCommand(shell))
        .addSubcommand(new ConfigSchemaCommand(shell));
  }

  @Override
  int run() {
    shell.err().print(spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
    return ExitCode.USAGE;
  }
}
