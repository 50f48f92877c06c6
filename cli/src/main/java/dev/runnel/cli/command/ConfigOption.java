package dev.runnel.cli.command;

import dev.runnel.cli.shell.Shell;
import dev.runnel.config.settings.ConfigFile;
import dev.runnel.config.settings.ConfigFiles;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which files the settings are read from. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Read settings from this file alone. Default: RUNNEL_CONFIG, or else runnel.toml in the"
              + " user's configuration folder, and on top of it that in the working folder.")
  @Nullable Path file;

  @Mixin PluginOptions plugins = new PluginOptions();

  private @Nullable Settings settings;

  /** What the files say that apply. */
  Settings settings(Providers providers, Map<String, String> environment) {
    Settings read = settings;
    if (read == null) {
      read = Settings.read(files(environment), environment, providers);
      settings = read;
    }
    return read;
  }

  /** The files that apply; unmodifiable. */
  List<ConfigFile> files(Map<String, String> environment) {
    return ConfigFiles.find(Optional.ofNullable(file), environment, Path.of(""));
  }

  /** Which key a user means, among the endpoints there are. */
  KeyName keyName(String text, Shell shell) {
    try (Providers providers = plugins.discover(shell)) {
      return KeyName.parse(text, settings(providers, shell.environment()).endpoints(), providers);
    }
  }
}
