package dev.runnel.runner.limit;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.Usage;
import dev.runnel.runner.policy.EndpointLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * How much one caller may ask for. Counts as the gates before endpoints do, but nobody waits: who
 * finds no room is told when to come again.
 *
 * <p>Safe to use from any thread.
 */
public final class Allowance {
  private final EndpointLimits limits;
  private final LongSupplier nanos;
  private final Room room; // guarded by this

  /**
   * An allowance of which nothing is taken.
   *
   * @param limits their queue and patience mean nothing
   * @param nanos the time, as {@link System#nanoTime()}
   */
  public Allowance(EndpointLimits limits, LongSupplier nanos) {
    this.limits = requireNonNull(limits, "limits is null");
    this.nanos = requireNonNull(nanos, "nanos is null");
    room = new Room(limits);
  }

  /** A request that is under way. */
  public interface Permit {
    /**
     * Ends it; the second time nothing happens.
     *
     * @param usage what it used; where that is not known, the estimate from before it stands
     * @param answered whether there was an answer
     */
    void end(Usage usage, boolean answered);
  }

  /**
   * How a request fares.
   *
   * @param permit empty: it is refused
   * @param obstacle which limit is in its way, as {@code 60 of 60 requests were sent within a
   *     minute}; empty: none
   * @param untilRoom how long until there is room, where time alone makes it
   */
  public record Entry(
      Optional<Permit> permit, Optional<String> obstacle, Optional<Duration> untilRoom) {}

  /**
   * What is left of a limit per minute.
   *
   * @param limit how much there is
   * @param remaining how much can be taken now, 0 or more
   * @param reset how long until all of it can
   */
  public record Share(long limit, long remaining, Duration reset) {}

  /** Begins a request where there is room for it. */
  public synchronized Entry enter(ChatRequest request) {
    Demand demand = limits.tokensPerMinute().isPresent() ? Demand.of(request) : Demand.NONE;
    long now = nanos.getAsLong();
    Optional<Limit> obstacle = room.obstacle(demand, now);
    if (obstacle.isPresent()) {
      return new Entry(
          Optional.empty(), obstacle.map(limit -> words(limit, now)), room.until(demand, now));
    }
    return new Entry(
        Optional.of(new Given(room.take(demand, now))), Optional.empty(), Optional.empty());
  }

  /** What is left of the requests; empty: there is no limit. */
  public synchronized Optional<Share> requests() {
    return share(limits.requestsPerMinute(), Limit.REQUESTS);
  }

  /** What is left of the tokens; empty: there is no limit. */
  public synchronized Optional<Share> tokens() {
    return share(limits.tokensPerMinute(), Limit.TOKENS);
  }

  private Optional<Share> share(OptionalInt most, Limit limit) {
    if (most.isEmpty()) {
      return Optional.empty();
    }
    long now = nanos.getAsLong();
    long all = most.getAsInt();
    return Optional.of(
        new Share(all, Math.max(0, all - room.taken(limit, now)), room.untilUntouched(limit, now)));
  }

  private String words(Limit limit, long now) {
    OptionalInt most =
        switch (limit) {
          case CONCURRENCY -> limits.concurrency();
          case REQUESTS -> limits.requestsPerMinute();
          case TOKENS -> limits.tokensPerMinute();
        };
    return room.taken(limit, now) + " of " + most.orElse(0) + " " + limit.counted();
  }

  private final class Given implements Permit {
    private final Room.Taken taken;
    private boolean ended;

    Given(Room.Taken taken) {
      this.taken = taken;
    }

    @Override
    public void end(Usage usage, boolean answered) {
      synchronized (Allowance.this) {
        if (!ended) {
          ended = true;
          taken.end(usage, answered);
        }
      }
    }
  }
}
