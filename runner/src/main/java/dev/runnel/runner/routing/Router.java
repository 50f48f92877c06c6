package dev.runnel.runner.routing;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.discovery.ProviderSource;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.runner.endpoint.ConfiguredEndpoint;
import dev.runnel.runner.endpoint.EndpointCatalog;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.ModelClaim;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import dev.runnel.runner.route.Route;
import dev.runnel.spi.NearName;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes routes. Sends nothing and connects no driver. */
public final class Router {
  private static final Comparator<Judged> BEST_FIRST =
      Comparator.comparing(Judged::claim)
          .thenComparing(judged -> !judged.fit().known())
          .thenComparing(judged -> !judged.candidate().endpoint().official())
          .thenComparing(judged -> judged.candidate().endpoint().preset().isPresent())
          .thenComparing(judged -> judged.candidate().endpoint().id());

  private final EndpointCatalog catalog;
  private final PoolRouter pools;
  private final Judge judge;
  private final Failing failing;

  @Inject
  Router(EndpointCatalog catalog, PoolRouter pools, Judge judge, Failing failing) {
    this.catalog = catalog;
    this.pools = pools;
    this.judge = judge;
    this.failing = failing;
  }

  /**
   * Routes a request that names neither an endpoint nor a model by the default model. Who confined
   * the runner to others does not mean that: where none of those has it, it goes to the best one.
   */
  public Route routeByDefault(ChatRequest request, String model) {
    Route route = route(ChatRequest.builder(request).model(model).build(), Optional.empty());
    return route.candidates().isEmpty() && judge.confined()
        ? route(request, Optional.empty())
        : route;
  }

  /**
   * Routes a request to the endpoint that was named, here or in the model, to the pool whose name
   * stands where the model does, or to the best endpoint.
   */
  public Route route(ChatRequest request, Optional<String> endpoint) {
    return (endpoint.isEmpty() ? pools.find(request) : Optional.<ModelPool>empty())
        .map(pool -> pools.route(request, pool))
        .orElseGet(() -> best(request, endpoint));
  }

  private Route best(ChatRequest request, Optional<String> endpoint) {
    Wanted wanted = Wanted.of(request, endpoint, catalog);
    Naming naming = wanted.endpoint().isPresent() ? Naming.ALONE : Naming.NONE;
    Needs needs = Needs.of(request);
    List<Judged> fitting = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    for (Endpoint one : considered(wanted, rejected)) {
      Candidate candidate = new Candidate(one, model(wanted, one));
      Fit fit = Fit.of(needs, candidate.model(), one.capabilities());
      ModelClaim claim = ModelClaim.of(one.capabilities(), wanted.model());
      judge
          .obstacle(request, candidate, fit, wanted.model(), naming)
          .ifPresentOrElse(
              reason -> rejected.add(new Rejection(one.id(), reason, claim)),
              () -> fitting.add(new Judged(candidate, fit, claim)));
    }
    fitting.sort(BEST_FIRST);
    if (naming == Naming.NONE) {
      failing.setAside(fitting, rejected);
    }
    return new Route(
        request,
        wanted.endpoint(),
        Optional.empty(),
        fitting.stream().map(Judged::candidate).toList(),
        rejected);
  }

  /** Why an endpoint cannot be asked anything at all, if it cannot. */
  public Optional<Reason> obstacle(Endpoint endpoint, boolean named) {
    return judge.obstacle(endpoint, named);
  }

  private List<Endpoint> considered(Wanted wanted, List<Rejection> rejected) {
    if (wanted.endpoint().isEmpty()) {
      catalog.quarantined().forEach(one -> rejected.add(rejection(one)));
      return catalog.endpoints().stream().filter(Endpoint::takesPartUnnamed).toList();
    }
    String id = wanted.endpoint().get();
    Optional<ConfiguredEndpoint> named = catalog.find(id);
    if (named.isEmpty()) {
      catalog
          .broken(id)
          .map(broken -> rejection(id, broken))
          .ifPresentOrElse(rejected::add, () -> rejected.addAll(unknown(id)));
    }
    return named.map(one -> List.of(one.endpoint())).orElse(List.of());
  }

  /** Nobody has this id; who could not say which he has may have been meant. */
  private List<Rejection> unknown(String id) {
    Optional<String> near = NearName.of(id, catalog.ids());
    List<Rejection> all = new ArrayList<>();
    all.add(new Rejection(id, new Reason.UnknownEndpoint(near, catalog.ids())));
    if (near.isEmpty()) {
      catalog.quarantined().stream()
          .filter(one -> one.id().isEmpty())
          .forEach(one -> all.add(rejection(one)));
    }
    return all;
  }

  private static Optional<String> model(Wanted wanted, Endpoint endpoint) {
    return wanted.model().or(() -> endpoint.capabilities().defaultModel().map(ModelInfo::id));
  }

  static Rejection rejection(QuarantinedProvider provider) {
    return rejection(provider.id().orElseGet(() -> name(provider.source())), provider);
  }

  /** Of a jar that cannot be read not even a class is known. */
  private static String name(ProviderSource source) {
    return source.className().equals("unknown")
        ? source.jar().replaceFirst("\\.jar$", "")
        : source.className();
  }

  private static Rejection rejection(String id, QuarantinedProvider provider) {
    return new Rejection(id, new Reason.Quarantined(provider.source().jar(), provider.reason()));
  }
}
