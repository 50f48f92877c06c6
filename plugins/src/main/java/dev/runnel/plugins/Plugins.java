package dev.runnel.plugins;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.runnel.discovery.Providers;
import dev.runnel.spi.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The plugins there are, and the way to load them. Loading them again gives other class loaders;
 * those of before are let go of with the providers that they were loaded for. Immutable.
 */
public final class Plugins {
  private final List<Plugin> all;

  private Plugins(List<Plugin> all) {
    this.all = List.copyOf(all);
  }

  /** Those in these folders, which need not exist; a folder's by name, in the folders' order. */
  public static Plugins in(List<Path> folders) {
    List<Plugin> found = new ArrayList<>();
    folders.forEach(folder -> found.addAll(new PluginFolder(folder).plugins()));
    return new Plugins(found);
  }

  /** These. */
  public static Plugins of(List<Plugin> plugins) {
    return new Plugins(plugins);
  }

  /** These before those: of two with one id, these count. */
  public Plugins before(Plugins others) {
    List<Plugin> both = new ArrayList<>(all);
    both.addAll(others.all);
    return new Plugins(both);
  }

  /** In the order in which they are loaded; unmodifiable. */
  public List<Plugin> all() {
    return all;
  }

  /**
   * Loads them for providers that are about to be discovered, and which own them from then on. What
   * cannot be loaded is listed there as out of use.
   */
  public Providers.Builder addTo(Providers.Builder builder) {
    return load(builder, Optional.empty());
  }

  /**
   * As {@link #addTo}, for providers that live long: from copies of the jars, so that a jar can be
   * written over, also in place, while calls are under way.
   */
  public Providers.Builder addCopiesTo(Providers.Builder builder) {
    if (all.isEmpty()) {
      return builder;
    }
    PluginCopies copies = new PluginCopies();
    load(builder, Optional.of(copies));
    return builder.own(copies); // after the loaders, which have them open
  }

  private Providers.Builder load(Providers.Builder builder, Optional<PluginCopies> copies) {
    for (Plugin plugin : all) {
      try {
        Plugin loaded = copies.map(one -> one.of(plugin)).orElse(plugin);
        open(loaded, PluginContents.of(loaded), builder);
      } catch (BrokenPluginException e) {
        builder.quarantine(e.quarantined());
      }
    }
    return builder;
  }

  private static void open(Plugin plugin, PluginContents contents, Providers.Builder builder) {
    ClassLoader host = requireNonNull(Provider.class.getClassLoader());
    boolean http = contents.sharing().sharesHttp(contents.bundlesHttp());
    PluginClassLoader loader = new PluginClassLoader(plugin, new HostClasses(host, http));
    ClassLoader program = requireNonNullElse(Thread.currentThread().getContextClassLoader(), host);
    builder.plugin(loader, provider -> new PluginProvider(provider, loader, program)).own(loader);
  }
}
