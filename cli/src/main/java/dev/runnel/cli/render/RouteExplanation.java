package dev.runnel.cli.render;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Timeouts;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.ModelClaim;
import dev.runnel.runner.route.OptionValue;
import dev.runnel.runner.route.Reach;
import dev.runnel.runner.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A route with what its user needs to understand it.
 *
 * @param route where the request would go
 * @param candidates its candidates, explained, the best first; unmodifiable
 * @param unofficialAllowed whether unofficial services, and plain http, may be asked unnamed
 * @param clocks how long a call may take
 */
public record RouteExplanation(
    Route route, List<Explained> candidates, boolean unofficialAllowed, Timeouts clocks) {

  /**
   * A candidate, and why it stands where it stands.
   *
   * @param why in words, what counts most first; unmodifiable
   * @param credentials the secrets that it would be asked with: which, and where they come from
   */
  public record Explained(Candidate candidate, List<String> why, List<Credential> credentials) {
    public Explained {
      requireNonNull(candidate, "candidate is null");
      why = List.copyOf(why);
      credentials = List.copyOf(credentials);
    }
  }

  /**
   * A secret option, never with its value.
   *
   * @param option its name, such as {@code api-key}
   * @param source where its value was found; empty: it is not set
   */
  public record Credential(String option, Optional<String> source) {}

  /** How an endpoint's options are found. */
  public interface Options {
    List<OptionValue> of(String endpoint);
  }

  public RouteExplanation {
    requireNonNull(route, "route is null");
    candidates = List.copyOf(candidates);
    requireNonNull(clocks, "clocks is null");
  }

  /** Explains a route. */
  public static RouteExplanation of(
      Route route, Options options, boolean unofficialAllowed, Timeouts clocks) {
    return new RouteExplanation(
        route,
        route.candidates().stream()
            .map(one -> new Explained(one, why(route, one), credentials(one.endpoint(), options)))
            .toList(),
        unofficialAllowed,
        clocks);
  }

  private static List<String> why(Route route, Candidate candidate) {
    Endpoint endpoint = candidate.endpoint();
    List<String> why = new ArrayList<>();
    route.named().filter(endpoint.id()::equals).ifPresent(id -> why.add("you named it"));
    route.pool().ifPresent(pool -> why.add("in your pool '" + pool.name() + "'"));
    why.add(model(route, candidate));
    why.add(endpoint.official() ? "official" : "unofficial");
    endpoint
        .preset()
        .ifPresent(preset -> why.add("a service that " + endpoint.provider().id() + " knows"));
    if (endpoint.reach() == Reach.LOOPBACK) {
      why.add("on this machine");
    } else if (endpoint.reach() == Reach.IN_CLEAR) {
      why.add("over plain http, readable on the way");
    }
    return why;
  }

  private static String model(Route route, Candidate candidate) {
    if (candidate.model().isEmpty()) {
      return "it chooses the model itself";
    }
    if (route.request().model().isEmpty()) {
      return "its default model";
    }
    return switch (ModelClaim.of(candidate.endpoint().capabilities(), candidate.model())) {
      case LISTED -> "lists the model";
      case FAMILIAR -> "its models' names begin so";
      case POSSIBLE -> "takes any model";
      case UNLIKELY -> "may have it, though its models' names begin otherwise";
    };
  }

  private static List<Credential> credentials(Endpoint endpoint, Options options) {
    List<String> names = endpoint.authentication().options();
    return options.of(endpoint.id()).stream()
        .filter(value -> names.contains(value.option().name()))
        .map(value -> new Credential(value.option().name(), value.source()))
        .toList();
  }
}
