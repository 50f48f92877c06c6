package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code runnel plugins}: only the door to its commands. */
@Command(
    name = "plugins",
    synopsisSubcommandLabel = "COMMAND",
    description = "Providers in jars of their own, each kept apart from everything else.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel plugins list                   what was loaded from where, what was not",
      "  runnel plugins install com.acme:chat  the newest, from Maven repositories",
      "  runnel plugins install acme.jar       a jar that you were given",
      "  runnel plugins remove acme            what was installed",
      "  runnel plugins verify acme.jar        whether a jar would do",
      "  runnel plugins reload                 have running gateways load them anew",
      "",
      "RUNNEL_PLUGINS=off starts any command without plugins."
    })
final class PluginsCommand extends ShellCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  private PluginsCommand(Shell shell) {
    super(shell);
  }

  static CommandLine line(Shell shell) {
    return new CommandLine(new PluginsCommand(shell))
        .addSubcommand(new PluginsListCommand(shell))
        .addSubcommand(new PluginsInstallCommand(shell))
        .addSubcommand(new PluginsRemoveCommand(shell))
        .addSubcommand(new PluginsVerifyCommand(shell))
        .addSubcommand(new PluginsReloadCommand(shell));
  }

  @Override
  int run() {
    shell.err().print(spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
    return ExitCode.USAGE;
  }
}
