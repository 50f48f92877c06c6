package dev.runnel.runner.attempt;

import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.ModelClaim;
import dev.runnel.runner.route.Route;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decides in which order the candidates of a route are tried. */
@FunctionalInterface
public interface Planner {
  /**
   * The best first, as the route has them, but for those whose model it most likely is not: a model
   * that one service has is not asked for at services that merely take any name, unless such a one
   * is the best there is.
   */
  Planner AS_ROUTED =
      route -> {
        List<Candidate> all = route.candidates();
        return new Plan(
            IntStream.range(0, all.size())
                .filter(index -> index == 0 || !isStranger(all.get(index), route))
                .mapToObj(all::get)
                .toList(),
            Optional.empty());
      };

  /** The plan for one call; asked once for each. */
  Plan plan(Route route);

  private static boolean isStranger(Candidate candidate, Route route) {
    // Where nobody named a model, each is asked for its own.
    return route.request().model().isPresent()
        && ModelClaim.of(candidate.endpoint().capabilities(), candidate.model())
            == ModelClaim.UNLIKELY;
  }
}
