package dev.runnel.runner.routing;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.runner.endpoint.ConfiguredEndpoint;
import dev.runnel.runner.endpoint.EndpointCatalog;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.ModelClaim;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import dev.runnel.runner.route.Route;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the routes of requests for a pool. Its members are named by whoever wrote it. */
final class PoolRouter {
  private final Pools pools;
  private final EndpointCatalog catalog;
  private final Judge judge;
  private final Failing failing;

  @Inject
  PoolRouter(Pools pools, EndpointCatalog catalog, Judge judge, Failing failing) {
    this.pools = pools;
    this.catalog = catalog;
    this.judge = judge;
    this.failing = failing;
  }

  /** The pool that a request asks for, if it asks for one. */
  Optional<ModelPool> find(ChatRequest request) {
    return request.model().flatMap(pools::find);
  }

  /** Its members that can serve the request, as they are written. */
  Route route(ChatRequest request, ModelPool pool) {
    Naming naming = pool.members().size() == 1 ? Naming.ALONE : Naming.IN_POOL;
    Needs needs = Needs.of(request);
    List<Judged> fitting = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    for (ModelPool.Member member : pool.members()) {
      Optional<ConfiguredEndpoint> endpoint = catalog.find(member.endpoint());
      if (endpoint.isEmpty()) {
        catalog.broken(member.endpoint()).map(Router::rejection).ifPresent(rejected::add);
        continue;
      }
      Candidate candidate = candidate(endpoint.get().endpoint(), member);
      Fit fit = Fit.of(needs, candidate.model(), candidate.endpoint().capabilities());
      judge
          .obstacle(request, candidate, fit, member.model(), naming)
          .ifPresentOrElse(
              reason -> rejected.add(rejection(candidate, reason)),
              () -> fitting.add(new Judged(candidate, fit, ModelClaim.POSSIBLE)));
    }
    preferWhoLeavesNothingOut(fitting, rejected);
    failing.setAside(fitting, rejected);
    return new Route(
        request,
        Optional.empty(),
        Optional.of(pool),
        fitting.stream().map(Judged::candidate).toList(),
        rejected);
  }

  private static Candidate candidate(Endpoint endpoint, ModelPool.Member member) {
    return new Candidate(
        endpoint,
        member.model().or(() -> endpoint.capabilities().defaultModel().map(ModelInfo::id)));
  }

  /** The user named them all: who must leave out a part serves only where all must. */
  private static void preferWhoLeavesNothingOut(List<Judged> fitting, List<Rejection> rejected) {
    if (fitting.stream().allMatch(one -> !one.fit().curtailed().isEmpty())) {
      return;
    }
    for (Judged one : List.copyOf(fitting)) {
      if (!one.fit().curtailed().isEmpty()) {
        fitting.remove(one);
        rejected.add(
            rejection(one.candidate(), new Reason.MissingCapability(one.fit().curtailed())));
      }
    }
  }

  private static Rejection rejection(Candidate candidate, Reason reason) {
    return new Rejection(candidate.endpoint().id(), reason);
  }
}
