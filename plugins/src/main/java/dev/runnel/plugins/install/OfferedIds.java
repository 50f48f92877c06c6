package dev.runnel.plugins.install;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.plugins.Plugin;
import dev.runnel.plugins.Plugins;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The ids of the providers that a plugin has.
 *
 * @param all sorted
 */
record OfferedIds(List<String> all) {
  /** Loads the plugin alone, and lets go of it. */
  static OfferedIds of(Plugin plugin) {
    try (Providers providers =
        Plugins.of(List.of(plugin)).addTo(Providers.builder().only()).discover()) {
      return new OfferedIds(providers.found().stream().map(FoundProvider::id).sorted().toList());
    }
  }

  /**
   * Refuses what would not be used, or would keep something else from being used.
   *
   * @param folders from which the program loads plugins
   * @param replaced where the plugin lies whose place this one takes
   */
  void refuseTaken(List<Path> folders, Optional<Path> replaced, String title) {
    List<Plugin> others =
        Plugins.in(folders).all().stream()
            .filter(one -> !replaced.equals(Optional.of(one.path())))
            .toList();
    try (Providers providers = Plugins.of(others).addTo(Providers.builder()).discover()) {
      for (FoundProvider other : providers.found()) {
        if (all.contains(other.id())) {
          throw InstallException.refused(
              title + " offers the provider '" + other.id() + "', and " + holder(others, other));
        }
      }
    }
  }

  private static String holder(List<Plugin> others, FoundProvider provider) {
    Optional<Plugin> plugin = others.stream().filter(one -> isFrom(one, provider)).findFirst();
    if (plugin.isEmpty()) {
      return "so does Runnel itself ("
          + provider.source().jar()
          + "), whose own always count. It was not installed; its author has to name it otherwise.";
    }
    Path path = plugin.get().path();
    return plugin
            .get()
            .installed()
            .map(
                origin ->
                    "so does "
                        + origin
                        + ", which is installed. Remove that first: runnel plugins remove "
                        + plugin.get().name())
            .orElse("so does " + path + ", which was put there by hand. Delete that first")
        + ".";
  }

  private static boolean isFrom(Plugin plugin, FoundProvider provider) {
    return provider
        .source()
        .location()
        .filter(uri -> "file".equals(uri.getScheme()))
        .map(Path::of)
        .filter(place -> place.equals(plugin.path()) || plugin.entries().contains(place))
        .isPresent();
  }
}
