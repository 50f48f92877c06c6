package dev.runnel.plugins;

import static java.util.Objects.requireNonNull;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.ProviderSource;
import dev.runnel.discovery.Providers;
import dev.runnel.discovery.QuarantinedProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one plugin when it was loaded.
 *
 * @param plugin the plugin
 * @param working its providers that work
 * @param broken what in it does not, and why
 */
public record PluginStatus(
    Plugin plugin, List<FoundProvider> working, List<QuarantinedProvider> broken) {
  public PluginStatus {
    requireNonNull(plugin, "plugin is null");
    working = List.copyOf(working);
    broken = List.copyOf(broken);
  }

  /**
   * One for each plugin, in their order. Each provider that works is connected once, with its
   * defaults, which sends nothing: one that throws at that is broken.
   *
   * @param providers for which these plugins were loaded, not from copies
   */
  public static List<PluginStatus> of(Plugins plugins, Providers providers) {
    return plugins.all().stream().map(plugin -> of(plugin, providers)).toList();
  }

  private static PluginStatus of(Plugin plugin, Providers providers) {
    List<FoundProvider> working = new ArrayList<>();
    List<QuarantinedProvider> broken = new ArrayList<>();
    for (FoundProvider provider : providers.found()) {
      boolean isPlugins = provider.provider() instanceof PluginProvider; // or of the class path
      if (isPlugins && isFrom(plugin, provider.source())) {
        ConnectTrial.of(providers, provider)
            .ifPresentOrElse(broken::add, () -> working.add(provider));
      }
    }
    providers.quarantined().stream()
        .filter(one -> isFrom(plugin, one.source()))
        .forEach(broken::add);
    return new PluginStatus(plugin, working, broken);
  }

  private static boolean isFrom(Plugin plugin, ProviderSource source) {
    Optional<Path> place =
        source.location().filter(uri -> "file".equals(uri.getScheme())).map(Path::of);
    return place
        .filter(path -> path.equals(plugin.path()) || plugin.entries().contains(path))
        .isPresent();
  }
}
