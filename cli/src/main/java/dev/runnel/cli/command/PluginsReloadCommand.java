package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.plugins.PluginMarks;
import dev.runnel.plugins.PluginStatus;
import dev.runnel.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/** {@code runnel plugins reload}: has running gateways load their plugins anew. */
@Command(
    name = "reload",
    description =
        "Load the plugins once, to show what a gateway will have, and ask the gateways of this user"
            + " that are running to load them anew. Streams under way finish first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel plugins reload",
      "",
      "A gateway sees by itself when a jar in its folders changes. Other commands load",
      "plugins whenever they start."
    })
final class PluginsReloadCommand extends ShellCommand {
  PluginsReloadCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Path folder =
        PluginOptions.folders(shell.environment())
            .ofUser()
            .orElseThrow(
                () ->
                    new UsageException(
                        "There is no folder of plugins: neither XDG_DATA_HOME nor HOME is set."));
    Plugins plugins = PluginOptions.installed(shell.environment());
    try (Providers providers = plugins.addTo(Providers.builder()).discover()) {
      PluginLines.text(PluginStatus.of(plugins, providers)).forEach(shell.out()::line);
    }
    try {
      PluginMarks.touch(folder);
    } catch (IOException e) {
      throw new UsageException(Failure.sentence("The gateways cannot be told: " + e), e);
    }
    shell.err().tell("Gateways that follow " + folder + " load their plugins anew within seconds.");
    return ExitCode.OK;
  }
}
