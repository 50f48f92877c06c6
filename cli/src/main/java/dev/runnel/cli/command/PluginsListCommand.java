package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.discovery.Providers;
import dev.runnel.plugins.PluginStatus;
import dev.runnel.plugins.Plugins;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code runnel plugins list}: what was loaded from where, and what is out of use and why. */
@Command(
    name = "list",
    sortOptions = false,
    description =
        "List the plugins: id, version, SPI generation and where each lies; those out of use last,"
            + " with the reason. Each is connected once, which sends nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel plugins list                               what is in the folders",
      "  runnel plugins list --json                        one JSON object a line",
      "  runnel plugins list --plugin-path target/classes  one in development"
    })
final class PluginsListCommand extends ShellCommand {
  @Option(names = "--json", description = "Print one JSON object a line for each provider.")
  boolean json;

  @Mixin PluginOptions options = new PluginOptions();

  PluginsListCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    Plugins plugins = options.named().before(PluginOptions.installed(shell.environment()));
    try (Providers providers = plugins.addTo(Providers.builder()).discover()) {
      List<PluginStatus> all = PluginStatus.of(plugins, providers);
      (json ? PluginLines.json(all) : PluginLines.text(all)).forEach(shell.out()::line);
      if (all.isEmpty()) {
        shell.err().tell(none());
      }
    }
    return ExitCode.OK;
  }

  private String none() {
    if (PluginOptions.areOff(shell.environment())) {
      return "RUNNEL_PLUGINS=off leaves every plugin out.";
    }
    String folders =
        PluginOptions.folders(shell.environment()).all().stream()
            .map(Object::toString)
            .collect(Collectors.joining(" or "));
    return folders.isEmpty()
        ? "There are no plugins, and no folder for them: neither XDG_DATA_HOME nor HOME is set."
        : "There are no plugins. Put a provider's jar into " + folders + ".";
  }
}
