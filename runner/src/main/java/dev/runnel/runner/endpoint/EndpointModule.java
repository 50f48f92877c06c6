package dev.runnel.runner.endpoint;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.GuardSettings;

/** Endpoints and the connections to them. */
public final class EndpointModule extends AbstractModule {
  private final EndpointCatalog catalog;
  private final Providers providers;
  private final GuardSettings settings;

  public EndpointModule(EndpointCatalog catalog, Providers providers, GuardSettings settings) {
    this.catalog = catalog;
    this.providers = providers;
    this.settings = settings;
  }

  @Override
  protected void configure() {
    bind(EndpointCatalog.class).toInstance(catalog);
    bind(Providers.class).toInstance(providers);
    bind(GuardSettings.class).toInstance(settings);
    bind(Connections.class).in(Scopes.SINGLETON);
  }
}
