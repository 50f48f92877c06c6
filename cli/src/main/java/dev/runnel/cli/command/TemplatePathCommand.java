package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.template.Templates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code runnel template path}: where they are. */
@Command(
    name = "path",
    description = "Print where the templates are, or one of them.",
    footerHeading = "%nExamples:%n",
    footer = {"  runnel template path", "  runnel template path review"})
final class TemplatePathCommand extends ShellCommand {
  @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which; need not exist.")
  @Nullable String name;

  TemplatePathCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Templates templates = TemplateFolder.of(shell);
    shell.out().line((name == null ? templates.folder() : templates.file(name)).toString());
    return ExitCode.OK;
  }
}
