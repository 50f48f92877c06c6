package dev.runnel.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.discovery.Providers;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The class loaders of plugins that were let go of, watched until they are collected. */
final class Unloaded {
  private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();

  /** That of the plugin with this provider. */
  void add(Providers providers, String id) {
    PluginProvider provider = (PluginProvider) providers.require(id).provider();
    loaders.add(new WeakReference<>(provider.loader()));
  }

  /** Until none is left. */
  void await() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (left() > 0) {
      assertThat(System.nanoTime() - deadline).as("left: " + left()).isNegative();
      System.gc();
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private long left() {
    return loaders.stream().filter(one -> one.get() != null).count();
  }
}
