package dev.runnel.plugins;

import dev.runnel.spi.ContextLoader;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;

/**
 * Where calls go into a plugin and come back out of it: in there the context class loader is the
 * plugin's, out here it is the program's.
 */
final class PluginProvider implements Provider {
  private final Provider provider;
  private final ClassLoader plugin;
  private final ClassLoader program;

  PluginProvider(Provider provider, ClassLoader plugin, ClassLoader program) {
    this.provider = provider;
    this.plugin = plugin;
    this.program = program;
  }

  /** The plugin's, for who watches what becomes of it. */
  ClassLoader loader() {
    return plugin;
  }

  @Override
  public ProviderDescription describe() {
    return ContextLoader.get(plugin, provider::describe);
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return ContextLoader.get(
        plugin, () -> new PluginDriver(provider.connect(config), plugin, program));
  }
}
