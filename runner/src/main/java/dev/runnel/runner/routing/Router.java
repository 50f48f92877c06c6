package dev.runnel.runner.routing;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.runner.endpoint.ConfiguredEndpoint;
import dev.runnel.runner.endpoint.EndpointCatalog;
import dev.runnel.runner.endpoint.Presence;
import dev.runnel.runner.health.Healths;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.MissingSetting;
import dev.runnel.runner.route.ModelClaim;
import dev.runnel.runner.route.Reason;
import dev.runnel.runner.route.Rejection;
import dev.runnel.runner.route.Route;
import dev.runnel.spi.NearName;
import dev.runnel.spi.StandardOptions;
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
  private final RoutingPolicy policy;
  private final Healths healths;

  @Inject
  Router(EndpointCatalog catalog, RoutingPolicy policy, Healths healths) {
    this.catalog = catalog;
    this.policy = policy;
    this.healths = healths;
  }

  /** Routes a request to the endpoint that was named, here or in the model, or to the best one. */
  public Route route(ChatRequest request, Optional<String> endpoint) {
    Wanted wanted = Wanted.of(request, endpoint, catalog);
    List<Judged> fitting = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    for (Endpoint one : considered(wanted, rejected)) {
      Candidate candidate = new Candidate(one, model(wanted, one));
      Fit fit = Fit.of(request, candidate.model(), one.capabilities());
      ModelClaim claim = ModelClaim.of(one.capabilities(), wanted.model());
      obstacle(request, candidate, fit, wanted)
          .ifPresentOrElse(
              reason -> rejected.add(new Rejection(one.id(), reason, claim)),
              () -> fitting.add(new Judged(candidate, fit, claim)));
    }
    fitting.sort(BEST_FIRST);
    setAsideWhoFails(fitting, rejected, wanted);
    return new Route(
        request, wanted.endpoint(), fitting.stream().map(Judged::candidate).toList(), rejected);
  }

  /**
   * Rejects those whose breaker is open, where somebody else is left. Where nobody is, and where
   * one was named, the call itself says so: it is no matter of who could serve the request.
   */
  private void setAsideWhoFails(List<Judged> fitting, List<Rejection> rejected, Wanted wanted) {
    if (wanted.endpoint().isPresent()) {
      return;
    }
    List<Rejection> failing = new ArrayList<>();
    List<Judged> healthy = new ArrayList<>();
    for (Judged one : fitting) {
      healths
          .breakerOpen(one.candidate())
          .ifPresentOrElse(
              obstacle ->
                  failing.add(
                      new Rejection(
                          one.candidate().endpoint().id(),
                          new Reason.BreakerOpen(obstacle.until()),
                          one.claim())),
              () -> healthy.add(one));
    }
    if (!healthy.isEmpty()) {
      rejected.addAll(failing);
      fitting.retainAll(healthy);
    }
  }

  /** Why an endpoint cannot be asked anything at all, if it cannot. */
  public Optional<Reason> obstacle(Endpoint endpoint, boolean named) {
    return policy
        .excludes(endpoint)
        .or(() -> policy.denies(endpoint, named))
        .or(() -> settings(endpoint, false))
        .or(() -> absence(endpoint, named))
        .or(() -> credentials(endpoint));
  }

  private List<Endpoint> considered(Wanted wanted, List<Rejection> rejected) {
    if (wanted.endpoint().isEmpty()) {
      catalog.quarantined().forEach(one -> rejected.add(rejection(one)));
      return catalog.endpoints().stream().filter(Endpoint::takesPartUnnamed).toList();
    }
    String id = wanted.endpoint().get();
    Optional<ConfiguredEndpoint> named = catalog.find(id);
    if (named.isEmpty()) {
      rejected.add(
          catalog
              .broken(id)
              .map(Router::rejection)
              .orElseGet(
                  () ->
                      new Rejection(
                          id,
                          new Reason.UnknownEndpoint(
                              NearName.of(id, catalog.ids()), catalog.ids()))));
    }
    return named.map(one -> List.of(one.endpoint())).orElse(List.of());
  }

  private Optional<Reason> obstacle(
      ChatRequest request, Candidate candidate, Fit fit, Wanted wanted) {
    boolean named = wanted.endpoint().isPresent();
    Endpoint endpoint = candidate.endpoint();
    return policy
        .excludes(endpoint)
        .or(() -> wrongModel(wanted, endpoint.capabilities()))
        .or(() -> missingCapability(fit, named))
        .or(() -> wouldDrop(fit, request.strict()))
        .or(() -> policy.denies(endpoint, named))
        .or(() -> settings(endpoint, named && wanted.model().isPresent()))
        .or(() -> absence(endpoint, named))
        .or(() -> credentials(endpoint));
  }

  private static Optional<String> model(Wanted wanted, Endpoint endpoint) {
    return wanted.model().or(() -> endpoint.capabilities().defaultModel().map(ModelInfo::id));
  }

  private static Optional<Reason> wrongModel(Wanted wanted, Capabilities capabilities) {
    List<String> known = capabilities.models().stream().map(ModelInfo::id).toList();
    return wanted
        .model()
        .filter(model -> !capabilities.offers(model))
        .map(model -> new Reason.WrongModel(model, NearName.of(model, known), known));
  }

  /** A named endpoint is used even where it must leave something out, which is then a warning. */
  private static Optional<Reason> missingCapability(Fit fit, boolean named) {
    List<String> missing = new ArrayList<>(fit.refused());
    if (!named) {
      missing.addAll(fit.curtailed());
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason.MissingCapability(missing));
  }

  private static Optional<Reason> wouldDrop(Fit fit, boolean strict) {
    List<String> dropped = new ArrayList<>(fit.curtailed());
    dropped.addAll(fit.ignored());
    return strict && !dropped.isEmpty()
        ? Optional.of(new Reason.WouldDrop(dropped))
        : Optional.empty();
  }

  /** Who says which model to ask needs no list of them. */
  private static Optional<Reason> settings(Endpoint endpoint, boolean modelGiven) {
    String models = endpoint.id() + "." + StandardOptions.MODELS;
    List<MissingSetting> unset =
        endpoint.unset().stream()
            .filter(one -> !(modelGiven && one.option().equals(models)))
            .toList();
    return unset.isEmpty() ? Optional.empty() : Optional.of(new Reason.SettingsMissing(unset));
  }

  /** A named endpoint is asked, and the failure to connect says more than a try beforehand. */
  private static Optional<Reason> absence(Endpoint endpoint, boolean named) {
    return named
        ? Optional.empty()
        : Presence.absent(endpoint)
            .map(address -> new Reason.NotListening(address, endpoint.howToStart()));
  }

  private static Optional<Reason> credentials(Endpoint endpoint) {
    return endpoint.missing().isEmpty()
        ? Optional.empty()
        : Optional.of(new Reason.CredentialsMissing(endpoint.missing()));
  }

  private static Rejection rejection(QuarantinedProvider provider) {
    return new Rejection(
        provider.id().orElse(provider.source().className()),
        new Reason.Quarantined(provider.source().jar(), provider.reason()));
  }

  /** A candidate with what decides its rank. */
  private record Judged(Candidate candidate, Fit fit, ModelClaim claim) {}
}
