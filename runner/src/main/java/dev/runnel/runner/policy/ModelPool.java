package dev.runnel.runner.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A name that stands for several models: who asks for the name is served by one of them. Whoever
 * sets up a pool names its members: they need no other leave.
 *
 * @param name what is asked for, as a model
 * @param members who can serve it, at least one; unmodifiable
 * @param strategy which of them is tried first, and which next
 * @param sticky whether the calls of one conversation go to the same member while that serves
 * @param hedgeAfter how long the first member has until a second one is asked, too, and whoever
 *     gives content first answers; positive; empty: never
 */
public record ModelPool(
    String name,
    List<Member> members,
    Strategy strategy,
    boolean sticky,
    Optional<Duration> hedgeAfter) {

  /** Who is tried first. */
  public enum Strategy {
    /** As they are written. */
    ORDERED,
    /** By chance, as often as their weights say. */
    WEIGHTED,
    /** Who has the fewest calls under way, for its weight. */
    LEAST_BUSY,
    /** Whose first content came soonest of late. */
    FASTEST;

    /** As it is configured, such as {@code least-busy}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Who can serve a pool.
   *
   * @param target {@code endpoint/model}, or the endpoint alone for its default model
   * @param weight its share, beside the other members' weights; at least 1
   */
  public record Member(String target, int weight) {
    public Member {
      if (target.isBlank()) {
        throw new IllegalArgumentException("target is blank");
      }
      if (weight < 1) {
        throw new IllegalArgumentException("weight is below 1: " + weight);
      }
    }

    /** The endpoint's id: what stands before the first slash. */
    public String endpoint() {
      int slash = target.indexOf('/');
      return slash < 0 ? target : target.substring(0, slash);
    }

    /** What stands behind it; empty: the endpoint's default model. */
    public Optional<String> model() {
      int slash = target.indexOf('/');
      return slash < 0 || slash == target.length() - 1
          ? Optional.empty()
          : Optional.of(target.substring(slash + 1));
    }
  }

  public ModelPool {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank");
    }
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("The pool '" + name + "' has no members");
    }
    requireNonNull(strategy, "strategy is null");
    if (hedgeAfter.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
      throw new IllegalArgumentException("hedgeAfter is not positive: " + hedgeAfter.get());
    }
  }

  /** A pool whose members, of equal weight, are tried in this order; not sticky, no hedging. */
  public static ModelPool ordered(String name, String... targets) {
    return new ModelPool(
        name,
        Stream.of(targets).map(target -> new Member(target, 1)).toList(),
        Strategy.ORDERED,
        false,
        Optional.empty());
  }

  public ModelPool withStrategy(Strategy other) {
    return new ModelPool(name, members, other, sticky, hedgeAfter);
  }

  public ModelPool withSticky(boolean conversations) {
    return new ModelPool(name, members, strategy, conversations, hedgeAfter);
  }

  /** The same, asking a second member when the first gave no content for so long. */
  public ModelPool withHedgeAfter(Duration patience) {
    return new ModelPool(name, members, strategy, sticky, Optional.of(patience));
  }
}
