package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine.Command;

/** {@code runnel keys path}: where the key file is, or would be. */
@Command(
    name = "path",
    description = "Print where the key file is, or would be.",
    footerHeading = "%nExamples:%n",
    footer = {"  runnel keys path"})
final class KeysPathCommand extends ShellCommand {
  KeysPathCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    shell.out().line(KeyFiles.of(shell).path().toString());
    return ExitCode.OK;
  }
}
