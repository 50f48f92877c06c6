package dev.runnel.runner.endpoint;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.GuardSettings;
import dev.runnel.runner.route.Detour;

/** Endpoints and the connections to them. */
public final class EndpointModule extends AbstractModule {
  private final EndpointCatalog catalog;
  private final Providers providers;
  private final GuardSettings settings;
  private final Detour detour;

  public EndpointModule(
      EndpointCatalog catalog, Providers providers, GuardSettings settings, Detour detour) {
    this.catalog = catalog;
    this.providers = providers;
    this.settings = settings;
    this.detour = detour;
  }

  @Override
  protected void configure() {
    bind(EndpointCatalog.class).toInstance(catalog);
    bind(Providers.class).toInstance(providers);
    bind(GuardSettings.class).toInstance(settings);
    bind(Detour.class).toInstance(detour);
    bind(Connections.class).in(Scopes.SINGLETON);
  }
}
