package dev.runnel.plugins;

import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.spi.EndpointConfig;
import java.nio.file.Path;
import java.util.List;

/** The plugins of one folder, loaded, without any provider of the class path. */
final class Loaded implements AutoCloseable {
  private final Plugins plugins;
  private final Providers providers;

  private Loaded(Plugins plugins, Providers.Builder builder) {
    this.plugins = plugins;
    providers = plugins.addTo(builder.only()).discover();
  }

  static Loaded from(Path folder) {
    return new Loaded(Plugins.in(List.of(folder)), Providers.builder());
  }

  static Loaded of(Plugin... plugins) {
    return new Loaded(Plugins.of(List.of(plugins)), Providers.builder());
  }

  /** On threads that were there before, and stay. */
  static Loaded of(CallRuntime runtime, Plugin... plugins) {
    return new Loaded(Plugins.of(List.of(plugins)), Providers.builder().runtime(runtime));
  }

  Providers providers() {
    return providers;
  }

  List<PluginStatus> statuses() {
    return PluginStatus.of(plugins, providers);
  }

  /** What a provider with default options answers. */
  String ask(String id) {
    return ask(providers.connect(id));
  }

  /** What it answers at an address. */
  String ask(String id, String baseUrl) {
    return ask(
        providers.connect(
            EndpointConfig.builder(providers.require(id).description())
                .set("base-url", baseUrl)
                .build()));
  }

  private static String ask(ChatClient client) {
    return client.call(ChatRequest.of("Hi")).answer().toCompletableFuture().join().text();
  }

  @Override
  public void close() {
    providers.close();
  }
}
