package dev.runnel.cli.command;

import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.settings.JsonSchema;
import dev.runnel.discovery.Providers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code runnel config schema}: what an editor needs to help with the file. */
@Command(
    name = "schema",
    description = "Print a JSON schema of runnel.toml, with the options of the providers at hand.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel config schema > runnel.schema.json",
      "",
      "A first line `#:schema ./runnel.schema.json` in runnel.toml tells taplo and",
      "VS Code's Even Better TOML of it."
    })
final class ConfigSchemaCommand extends ShellCommand {
  @Mixin PluginOptions plugins = new PluginOptions();

  ConfigSchemaCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    try (Providers providers = plugins.discover(shell)) {
      shell.out().line(JsonSchema.of(providers));
    }
    return ExitCode.OK;
  }
}
