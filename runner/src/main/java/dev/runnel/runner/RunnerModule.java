package dev.runnel.runner;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.runnel.runner.lifecycle.Lifecycle;

/** The runner itself and what closes with it. */
final class RunnerModule extends AbstractModule {
  private final Lifecycle lifecycle;
  private final RunnerSettings settings;

  RunnerModule(Lifecycle lifecycle, RunnerSettings settings) {
    this.lifecycle = lifecycle;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireAtInjectOnConstructors();
    binder().disableCircularProxies();
    bind(Lifecycle.class).toInstance(lifecycle);
    bind(RunnerSettings.class).toInstance(settings);
    bind(Runner.class).in(Scopes.SINGLETON);
  }
}
