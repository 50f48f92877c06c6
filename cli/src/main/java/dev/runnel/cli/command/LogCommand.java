package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runnel log}: only the door to its commands. */
@Command(
    name = "log",
    description = "List, show, search, export and delete the conversations that were logged.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel log list            the conversations, the latest first",
      "  runnel log show last       read the latest",
      "  runnel log search rivers   where rivers were spoken of",
      "  runnel log path            where all this is kept",
      "",
      "What `runnel chat` asks and is answered is logged, for you alone, unless",
      "RUNNEL_LOG=off or --no-log."
    })
final class LogCommand extends ShellCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  private LogCommand(Shell shell) {
    super(shell);
  }

  /** The command with its commands. */
  static CommandLine with(Shell shell) {
    return new CommandLine(new LogCommand(shell))
        .addSubcommand(new LogListCommand(shell))
        .addSubcommand(new LogShowCommand(shell))
        .addSubcommand(new LogSearchCommand(shell))
        .addSubcommand(new LogExportCommand(shell))
        .addSubcommand(new LogDeleteCommand(shell))
        .addSubcommand(new LogPathCommand(shell));
  }

  @Override
  int run() {
    shell.err().print(spec.commandLine().getUsageMessage(Help.Ansi.OFF));
    return ExitCode.USAGE;
  }
}
