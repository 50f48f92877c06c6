package dev.runnel.cli.command;

import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code runnel template show}: the file as it is. */
@Command(
    name = "show",
    description = "Print a template as it is in its file.",
    footerHeading = "%nExamples:%n",
    footer = {"  runnel template show review"})
final class TemplateShowCommand extends ShellCommand {
  @Parameters(paramLabel = "NAME", description = "Which.")
  String name = "";

  TemplateShowCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    String text = TemplateFolder.of(shell).text(name);
    shell.out().print(shell.out().terminal() ? ControlCharacters.neutralised(text) : text);
    return ExitCode.OK;
  }
}
