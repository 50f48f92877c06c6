package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code runnel plugins remove}: takes away what was installed. */
@Command(
    name = "remove",
    description = {
      "Remove a plugin that was installed, with what it brought along. A gateway that runs lets go of"
          + " it within seconds; streams under way finish first. What was put into the folder by hand"
          + " is removed by hand."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel plugins remove acme                    by the id that you ask it with",
      "  runnel plugins remove com.acme:acme-provider  by what was installed"
    })
final class PluginsRemoveCommand extends ShellCommand {
  @Parameters(paramLabel = "INSTALLED", description = "The plugin's id, or its group:artifact.")
  String name = "";

  PluginsRemoveCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    shell.out().line(Installers.of(shell.environment()).remove(name).title() + " removed");
    return ExitCode.OK;
  }
}
