package dev.runnel.cli.command;

import dev.runnel.cli.conversation.LogPlace;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine.Command;

/** {@code runnel log path}. */
@Command(
    name = "path",
    description = "Print where the log is, or would be: an SQLite file.",
    footerHeading = "%nExamples:%n",
    footer = {"  runnel log path          print it"})
final class LogPathCommand extends ShellCommand {
  LogPathCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    shell.out().line(LogPlace.required(shell).toString());
    return ExitCode.OK;
  }
}
