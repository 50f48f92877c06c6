package dev.runnel.runner.routing;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;

/** The router and its policy. */
public final class RoutingModule extends AbstractModule {
  private final RoutingPolicy policy;
  private final Pools pools;

  public RoutingModule(RoutingPolicy policy, Pools pools) {
    this.policy = policy;
    this.pools = pools;
  }

  @Override
  protected void configure() {
    bind(RoutingPolicy.class).toInstance(policy);
    bind(Pools.class).toInstance(pools);
    bind(Attendance.class).in(Scopes.SINGLETON);
    bind(Failing.class).in(Scopes.SINGLETON);
    bind(Judge.class).in(Scopes.SINGLETON);
    bind(PoolRouter.class).in(Scopes.SINGLETON);
    bind(Router.class).in(Scopes.SINGLETON);
  }
}
