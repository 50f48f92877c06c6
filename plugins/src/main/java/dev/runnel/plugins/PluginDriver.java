package dev.runnel.plugins;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.spi.ContextLoader;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A plugin's driver, each of whose methods runs in the plugin's context. */
final class PluginDriver implements Driver {
  private final Driver driver;
  private final ClassLoader plugin;
  private final ClassLoader program;

  PluginDriver(Driver driver, ClassLoader plugin, ClassLoader program) {
    this.driver = requireNonNull(driver, "connect() gave null");
    this.plugin = plugin;
    this.program = program;
  }

  @Override
  public Capabilities capabilities() {
    return ContextLoader.get(plugin, driver::capabilities);
  }

  @Override
  public void start(ChatRequest request, Exchange exchange) {
    Exchange crossing = new PluginExchange(exchange, plugin, program);
    ContextLoader.run(plugin, () -> driver.start(request, crossing));
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return ContextLoader.get(plugin, driver::models);
  }

  @Override
  public boolean onEventLoop() {
    return ContextLoader.get(plugin, driver::onEventLoop);
  }

  @Override
  public void close() {
    ContextLoader.run(plugin, driver::close);
  }
}
