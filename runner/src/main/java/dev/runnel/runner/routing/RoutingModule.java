package dev.runnel.runner.routing;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;

/** The router and its policy. */
public final class RoutingModule extends AbstractModule {
  private final RoutingPolicy policy;

  public RoutingModule(RoutingPolicy policy) {
    this.policy = policy;
  }

  @Override
  protected void configure() {
    bind(RoutingPolicy.class).toInstance(policy);
    bind(Router.class).in(Scopes.SINGLETON);
  }
}
