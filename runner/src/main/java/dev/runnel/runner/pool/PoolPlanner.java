package dev.runnel.runner.pool;

import dev.runnel.runner.attempt.Plan;
import dev.runnel.runner.attempt.Planner;
import dev.runnel.runner.route.Route;
import jakarta.inject.Inject;

/** Plans calls to pools by their strategies, and others as they were routed. */
final class PoolPlanner implements Planner {
  private final PoolOrder order;

  @Inject
  PoolPlanner(PoolOrder order) {
    this.order = order;
  }

  @Override
  public Plan plan(Route route) {
    return route
        .pool()
        .map(
            pool ->
                new Plan(
                    order.order(pool, route.candidates(), route.request().conversationId()),
                    pool.hedgeAfter()))
        .orElseGet(() -> AS_ROUTED.plan(route));
  }
}
