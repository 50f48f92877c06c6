package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.settings.ConfigFiles;
import picocli.CommandLine.Command;

/** {@code runnel config path}: where the user's own file is, or would be. */
@Command(
    name = "path",
    description = "Print where your own runnel.toml is, or would be.",
    footerHeading = "%nExamples:%n",
    footer = {"  runnel config path"})
final class ConfigPathCommand extends ShellCommand {
  ConfigPathCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    shell
        .out()
        .line(
            ConfigFiles.ofUser(shell.environment())
                .orElseThrow(
                    () ->
                        new UsageException(
                            "Nothing says where your configuration is; set HOME or"
                                + " XDG_CONFIG_HOME."))
                .toString());
    return ExitCode.OK;
  }
}
