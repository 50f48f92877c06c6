package dev.runnel.runner.pool;

import dev.runnel.runner.limit.UnderWay;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Puts those of a pool who fit a request in the order in which they are tried. */
public final class PoolOrder {
  private final UnderWay underWay;
  private final Latencies latencies;
  private final Conversations conversations;
  private final RandomGenerator random;

  /**
   * An order by what these know.
   *
   * @param random safe to use from any thread
   */
  public PoolOrder(
      UnderWay underWay, Latencies latencies, Conversations conversations, RandomGenerator random) {
    this.underWay = underWay;
    this.latencies = latencies;
    this.conversations = conversations;
    this.random = random;
  }

  /**
   * The order for one call, which is about to be made.
   *
   * @param candidates as the pool's members are written
   * @param conversation what the call belongs to, if anything
   */
  public List<Candidate> order(
      ModelPool pool, List<Candidate> candidates, Optional<String> conversation) {
    Optional<String> id = conversation.filter(any -> pool.sticky());
    List<Candidate> ordered = byStrategy(pool, candidates, id);
    Optional<Candidate> last =
        id.flatMap(name -> conversations.server(pool.name(), name))
            .flatMap(
                target -> ordered.stream().filter(one -> target.equals(one.toString())).findAny());
    if (last.isPresent()) {
      ordered.remove(last.get());
      ordered.add(0, last.get());
    } else if (pool.strategy() == ModelPool.Strategy.FASTEST && !ordered.isEmpty()) {
      latencies.trying(ordered.get(0).toString());
    }
    return List.copyOf(ordered);
  }

  private List<Candidate> byStrategy(
      ModelPool pool, List<Candidate> candidates, Optional<String> conversation) {
    return switch (pool.strategy()) {
      case ORDERED -> new ArrayList<>(candidates);
      case WEIGHTED -> by(candidates, one -> luck(pool, one, conversation));
      case LEAST_BUSY ->
          by(candidates, one -> (double) underWay.at(one.toString()) / weight(pool, one));
      case FASTEST -> {
        List<Candidate> idleFirst = by(candidates, one -> underWay.at(one.toString()));
        yield by(idleFirst, one -> latencies.rank(one.toString()));
      }
    };
  }

  private interface Rank {
    double of(Candidate candidate);
  }

  /** The smallest first; of equals, the one that came first. Each is asked once. */
  private static List<Candidate> by(List<Candidate> candidates, Rank rank) {
    Map<Candidate, Double> ranks = new HashMap<>();
    candidates.forEach(one -> ranks.put(one, rank.of(one)));
    List<Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparing(ranks::get));
    return sorted;
  }

  /**
   * A race of exponential clocks, which each wins as often as its weight says, and the next of the
   * rest as well. A conversation's clocks are always the same, even in another process.
   */
  private double luck(ModelPool pool, Candidate candidate, Optional<String> conversation) {
    double chance =
        conversation
            .map(id -> new SplittableRandom(hash(id, candidate.toString())).nextDouble())
            .orElseGet(random::nextDouble);
    return -Math.log(1 - chance) / weight(pool, candidate);
  }

  // String.hashCode() is specified, so the same everywhere; the two halves are not to be swapped.
  private static long hash(String id, String target) {
    return ((long) id.hashCode() << 32) ^ (target.hashCode() & 0xffff_ffffL);
  }

  private static int weight(ModelPool pool, Candidate candidate) {
    return pool.members().stream()
        .filter(one -> one.endpoint().equals(candidate.endpoint().id()))
        .filter(one -> one.model().isEmpty() || one.model().equals(candidate.model()))
        .max(Comparator.comparing(one -> one.model().isPresent()))
        .map(ModelPool.Member::weight)
        .orElse(1);
  }
}
