package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.plugins.install.PluginInstaller;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where plugins are installed: in the user's own folder, whatever {@code RUNNEL_PLUGINS} says. */
final class Installers {
  private Installers() {}

  static PluginInstaller of(Map<String, String> environment) {
    return new PluginInstaller(folder(environment), PluginOptions.folders(environment).all());
  }

  /** The user's own. */
  static Path folder(Map<String, String> environment) {
    return PluginOptions.folders(environment)
        .ofUser()
        .orElseThrow(
            () ->
                new UsageException(
                    "There is no folder of plugins: neither XDG_DATA_HOME nor HOME is set."));
  }

  /** Where the distribution has what asks repositories, apart from what every command loads. */
  static Optional<Path> libraries() {
    return Optional.ofNullable(System.getProperty("runnel.home"))
        .map(home -> Path.of(home, "lib", "maven"));
  }
}
