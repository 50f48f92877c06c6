package dev.runnel.runner.routing;

import static java.util.Objects.requireNonNull;

import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.Reach;
import dev.runnel.runner.route.Reason;
import java.util.Optional;
import java.util.Set;

/**
 * Who may get a request that did not name them.
 *
 * @param unofficialAllowed whether unofficial services, and plain http beyond loopback, may
 * @param confinement the only endpoints that may get any request, named or not
 */
public record RoutingPolicy(boolean unofficialAllowed, Optional<Confinement> confinement) {
  /**
   * A limit on who takes part at all.
   *
   * @param endpoints the only ones that do; unmodifiable
   * @param why what is said of the others: the rest of a sentence that starts with the endpoint
   */
  public record Confinement(Set<String> endpoints, String why) {
    public Confinement {
      endpoints = Set.copyOf(endpoints);
      requireNonNull(why, "why is null");
    }
  }

  public RoutingPolicy {
    requireNonNull(confinement, "confinement is null");
  }

  /** Why an endpoint does not take part, if it does not. */
  Optional<Reason> excludes(Endpoint endpoint) {
    return confinement
        .filter(limit -> !limit.endpoints().contains(endpoint.id()))
        .map(limit -> new Reason.Excluded(limit.why()));
  }

  /** Why an endpoint needs a leave that it does not have, if so. Naming it is leave enough. */
  Optional<Reason> denies(Endpoint endpoint, boolean named) {
    if (named || unofficialAllowed || endpoint.reach() == Reach.LOOPBACK) {
      return Optional.empty();
    }
    if (!endpoint.official()) {
      return denied(Reason.DeniedByPolicy.Grounds.UNOFFICIAL, endpoint);
    }
    return endpoint.reach() == Reach.IN_CLEAR
        ? denied(Reason.DeniedByPolicy.Grounds.PLAIN_HTTP, endpoint)
        : Optional.empty();
  }

  private static Optional<Reason> denied(Reason.DeniedByPolicy.Grounds grounds, Endpoint endpoint) {
    return Optional.of(new Reason.DeniedByPolicy(grounds, endpoint.baseUrl()));
  }
}
