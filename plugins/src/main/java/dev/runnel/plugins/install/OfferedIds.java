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
          throw taken(title, others, other);
        }
      }
    }
  }

  private static InstallException taken(String title, List<Plugin> others, FoundProvider provider) {
    Optional<Plugin> holder = others.stream().filter(one -> isFrom(one, provider)).findFirst();
    if (holder.isEmpty()) {
      return taken(
          title,
          provider.id(),
          "Runnel itself ("
              + provider.source().jar()
              + "), whose own always count. Its author has to name it otherwise.");
    }
    Plugin plugin = holder.get();
    return plugin
        .installed()
        .map(origin -> taken(title, provider.id(), origin, plugin.name()))
        .orElseGet(
            () ->
                taken(
                    title,
                    provider.id(),
                    plugin.path() + ", which was put there by hand. Delete that first."));
  }

  /** Why it cannot be installed beside another that was installed. */
  static InstallException taken(String title, String id, String origin, String name) {
    return taken(
        title,
        id,
        origin + ", which is installed. Remove that first: runnel plugins remove " + name + ".");
  }

  private static InstallException taken(String title, String id, String byWhom) {
    return InstallException.refused(
        title + " offers the provider '" + id + "', and so does " + byWhom);
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
