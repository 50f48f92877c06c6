package dev.runnel.runner.limit;

import dev.runnel.api.Usage;
import dev.runnel.runner.policy.EndpointLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** How much of an endpoint's limits is taken. Not thread-safe; its times do not run backwards. */
final class Room {
  private final OptionalInt concurrency;
  private final @Nullable SlidingMinute requests;
  private final @Nullable SlidingMinute tokens;
  private final AnswerLength answers = new AnswerLength();
  private int underWay;

  Room(EndpointLimits limits) {
    concurrency = limits.concurrency();
    requests = perMinute(limits.requestsPerMinute());
    tokens = perMinute(limits.tokensPerMinute());
  }

  private static @Nullable SlidingMinute perMinute(OptionalInt most) {
    return most.isPresent() ? new SlidingMinute(most.getAsInt()) : null;
  }

  /** What keeps a call from beginning now, if anything does. */
  Optional<Limit> obstacle(Demand demand, long now) {
    if (concurrency.isPresent() && underWay >= concurrency.getAsInt()) {
      return Optional.of(Limit.CONCURRENCY);
    }
    if (requests != null && !requests.has(1, now)) {
      return Optional.of(Limit.REQUESTS);
    }
    return tokens == null || tokens.has(tokens(demand), now)
        ? Optional.empty()
        : Optional.of(Limit.TOKENS);
  }

  /** How long until time alone makes room for a call; empty: another must end first. */
  Optional<Duration> until(Demand demand, long now) {
    if (obstacle(demand, now).equals(Optional.of(Limit.CONCURRENCY))) {
      return Optional.empty();
    }
    long ofTokens =
        tokens == null ? 0 : tokens.nanosUntil(Math.min(tokens(demand), tokens.limit()), now);
    long ofRequests = requests == null ? 0 : requests.nanosUntil(1, now);
    return Optional.of(Duration.ofNanos(Math.max(ofRequests, ofTokens)));
  }

  /** How long it takes until so many requests were sent. */
  Duration untilRequests(long count, long now) {
    return requests == null ? Duration.ZERO : Duration.ofNanos(requests.nanosUntil(count, now));
  }

  /** Begins a call, whether there is room or not. */
  Taken take(Demand demand, long now) {
    underWay++;
    if (requests != null) {
      requests.take(1, now);
    }
    return new Taken(demand, tokens == null ? null : tokens.take(tokens(demand), now));
  }

  long taken(Limit limit, long now) {
    return switch (limit) {
      case CONCURRENCY -> underWay;
      case REQUESTS -> requests == null ? 0 : requests.used(now);
      case TOKENS -> tokens == null ? 0 : tokens.used(now);
    };
  }

  /** How long until nothing is taken of a limit per minute, where nothing else is. */
  Duration untilUntouched(Limit limit, long now) {
    @Nullable SlidingMinute minute = limit == Limit.TOKENS ? tokens : requests;
    return minute == null ? Duration.ZERO : Duration.ofNanos(minute.nanosUntilEmpty(now));
  }

  private long tokens(Demand demand) {
    return demand.input() + demand.mostOutput().orElse(answers.usual());
  }

  /** What a call under way takes. */
  final class Taken {
    private final Demand demand;
    private final SlidingMinute.@Nullable Entry entry;

    private Taken(Demand demand, SlidingMinute.@Nullable Entry entry) {
      this.demand = demand;
      this.entry = entry;
    }

    /** Ends the call; to be called once. */
    void end(Usage usage, boolean answered) {
      underWay--;
      if (answered) {
        usage.outputTokens().ifPresent(answers::learn);
      }
      if (entry == null) {
        return;
      }
      if (usage.totalTokens().isPresent()) {
        entry.correct(usage.totalTokens().getAsLong());
      } else if (!answered) {
        entry.correct(usage.inputTokens().orElse(demand.input()));
      }
    }
  }
}
