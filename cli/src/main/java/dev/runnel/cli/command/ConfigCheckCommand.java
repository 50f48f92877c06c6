package dev.runnel.cli.command;

import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.settings.ConfigFile;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.spi.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code runnel config check}: all mistakes, a line each. */
@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Look for mistakes in the files, the environment and the key file, and print each on a line."
          + " Nothing is asked and no command is run. Exit codes: 0 no mistake, 2 some."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel config check              the files that are read where you are",
      "  runnel config check runnel.toml  one file, as if it were named with --config"
    })
final class ConfigCheckCommand extends ShellCommand {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "A file to check alone.")
  @Nullable Path file;

  @Mixin EndpointOptions endpoints = new EndpointOptions();

  ConfigCheckCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    if (file != null) {
      endpoints.config.file = file;
    }
    List<ConfigFile> files = endpoints.config.files(shell.environment());
    try (Providers providers = endpoints.discover(shell)) {
      Runner.Builder builder = endpoints.runner(providers, shell.environment());
      endpoints.addTo(builder).build().close();
    } catch (ConfigurationException e) {
      e.mistakes().forEach(one -> shell.out().line(ControlCharacters.neutralised(one.toString())));
      return ExitCode.USAGE;
    }
    shell
        .err()
        .tell(
            files.isEmpty()
                ? "There is no file; what the environment says has no mistake."
                : "No mistake in "
                    + files.stream().map(ConfigFile::shown).collect(Collectors.joining(", "))
                    + ".");
    return ExitCode.OK;
  }
}
