package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code runnel template remove}. */
@Command(
    name = "remove",
    description = "Remove a template.",
    footerHeading = "%nExamples:%n",
    footer = {"  runnel template remove review"})
final class TemplateRemoveCommand extends ShellCommand {
  @Parameters(paramLabel = "NAME", description = "Which.")
  String name = "";

  TemplateRemoveCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    TemplateFolder.of(shell).remove(name);
    return ExitCode.OK;
  }
}
