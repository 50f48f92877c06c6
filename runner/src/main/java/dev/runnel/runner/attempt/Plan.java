package dev.runnel.runner.attempt;

import static java.util.Objects.requireNonNull;

import dev.runnel.runner.route.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who is tried for one call.
 *
 * @param candidates in the order in which they are tried, at least one; unmodifiable
 * @param hedgeAfter how long the first one has until a second is asked beside it
 */
public record Plan(List<Candidate> candidates, Optional<Duration> hedgeAfter) {
  public Plan {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("There is no candidate");
    }
    requireNonNull(hedgeAfter, "hedgeAfter is null");
  }
}
