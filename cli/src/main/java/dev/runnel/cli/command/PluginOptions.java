package dev.runnel.cli.command;

import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.Shell;
import dev.runnel.config.UserFolders;
import dev.runnel.config.live.ProviderSupply;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.plugins.Plugin;
import dev.runnel.plugins.PluginFolders;
import dev.runnel.plugins.PluginMarks;
import dev.runnel.plugins.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which providers a command knows: the program's own, and the plugins'. */
final class PluginOptions {
  @Option(
      names = "--plugin-path",
      paramLabel = "PATH",
      description =
          "Load a provider that is being developed: a folder of classes such as target/classes, or a"
              + " jar, and what it needs, joined as in a class path. Repeatable.")
  List<String> paths = new ArrayList<>();

  /** Finds all providers; what is wrong with one that was named here is told at once. */
  Providers discover(Shell shell) {
    Plugins named = named();
    Providers providers =
        named.before(installed(shell.environment())).addTo(Providers.builder()).discover();
    if (!paths.isEmpty()) {
      PluginLines.warn(named, providers, shell.err());
    }
    return providers;
  }

  /** The same for a program that goes on for long, and follows what changes. */
  ProviderSupply supply(Shell shell) {
    Map<String, String> environment = shell.environment();
    Plugins named = named(); // so that what is wrong with it is said at the start
    return new ProviderSupply() {
      @Override
      public Providers discover(CallRuntime runtime) {
        return named
            .before(installed(environment))
            .addCopiesTo(Providers.builder().runtime(runtime))
            .discover();
      }

      @Override
      public Object mark() {
        return PluginMarks.of(folders(environment).all(), named.before(installed(environment)));
      }
    };
  }

  /** What was named with the option. */
  Plugins named() {
    List<Plugin> plugins = new ArrayList<>();
    for (String path : paths) {
      try {
        plugins.add(Plugin.ofClassPath(path));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--plugin-path " + path + " is wrong: " + e.getMessage() + ".", e);
      }
    }
    return Plugins.of(plugins);
  }

  /** What is in the folders, unless the environment leaves it out. */
  static Plugins installed(Map<String, String> environment) {
    return areOff(environment) ? Plugins.of(List.of()) : Plugins.in(folders(environment).all());
  }

  /** Whether {@code RUNNEL_PLUGINS} leaves plugins out. */
  static boolean areOff(Map<String, String> environment) {
    try {
      return PluginFolders.off(environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage() + ".", e);
    }
  }

  static PluginFolders folders(Map<String, String> environment) {
    return PluginFolders.of(
        Optional.ofNullable(System.getProperty("runnel.home")).map(Path::of),
        UserFolders.of(environment).data());
  }
}
