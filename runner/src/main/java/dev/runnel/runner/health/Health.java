package dev.runnel.runner.health;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RateLimit;
import dev.runnel.api.RetryAdvice;
import dev.runnel.runner.policy.BreakerState;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How one model of an endpoint fares by one credential: a circuit breaker over its last calls, and
 * what the service said of when it can be asked again. Safe to use from any thread.
 */
public final class Health {
  /** What a service says in passing is waited for so long; beyond, it is a hint and no more. */
  private static final Duration SOON = Duration.ofSeconds(20);

  private final HealthKey key;
  private final WallClock clock;
  private final Duration open;
  private final @Nullable CircuitBreaker breaker;

  // Guarded by this.
  private @Nullable Obstacle rest;
  private long openUntil;
  private boolean probing;
  // Counts how often the breaker changed its state: what began before says nothing about now.
  private int epoch;

  Health(HealthKey key, WallClock clock, Duration open, @Nullable CircuitBreaker breaker) {
    this.key = key;
    this.clock = clock;
    this.open = open;
    this.breaker = breaker;
  }

  /** Whether it is left alone now, and why; changes nothing. */
  public synchronized Optional<Obstacle> obstacle() {
    long now = clock.nanos();
    if (rest != null && rest.untilNanos() - now <= 0) {
      rest = null;
    }
    if (rest != null) {
      return Optional.of(rest);
    }
    return breaker != null && (isOpen(now) || probing)
        ? Optional.of(breakerOpen(now))
        : Optional.empty();
  }

  /**
   * Lets a call in, or says why not.
   *
   * @param insist lets it in where it is doubtful
   * @param probe lets it in where the breaker is open, one at a time, to see whether the service is
   *     back
   */
  public synchronized Entry enter(boolean insist, boolean probe) {
    Optional<Obstacle> obstacle = obstacle();
    if (obstacle.isPresent()) {
      boolean mayPass =
          switch (obstacle.get().kind()) {
            case RESTING -> false;
            case DOUBTFUL -> insist;
            case BREAKER_OPEN -> probe && !probing;
          };
      if (!mayPass) {
        return new Entry.Refused(obstacle.get());
      }
    }
    if (breaker != null && breaker.getState() == CircuitBreaker.State.OPEN) {
      breaker.transitionToHalfOpenState();
      epoch++;
    }
    if (breaker != null && !breaker.tryAcquirePermission()) {
      return new Entry.Refused(breakerOpen(clock.nanos()));
    }
    probing = breaker != null && breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    return new Entry.Visit(this, epoch);
  }

  /** Its breaker's state; empty: it has none. */
  synchronized Optional<BreakerState> state() {
    if (breaker == null) {
      return Optional.empty();
    }
    BreakerState.State state =
        switch (breaker.getState()) {
          case OPEN ->
              isOpen(clock.nanos()) ? BreakerState.State.OPEN : BreakerState.State.HALF_OPEN;
          case HALF_OPEN -> BreakerState.State.HALF_OPEN;
          default -> BreakerState.State.CLOSED;
        };
    return Optional.of(new BreakerState(key.endpoint(), key.model(), key.key(), state));
  }

  private boolean isOpen(long now) {
    return breaker != null
        && breaker.getState() == CircuitBreaker.State.OPEN
        && openUntil - now > 0;
  }

  private Obstacle breakerOpen(long now) {
    long until = probing ? now : openUntil;
    Duration wait = Duration.ofNanos(Math.max(0, until - now));
    return new Obstacle(
        Obstacle.Kind.BREAKER_OPEN,
        until,
        clock.at(until),
        ChatException.builder(
                ErrorKind.UNAVAILABLE,
                probing
                    ? "The service failed too often, and another call is finding out whether it is"
                        + " back"
                    : "The service failed too often and is left alone until "
                        + clock.at(until).truncatedTo(ChronoUnit.SECONDS))
            .endpoint(key.endpoint())
            .retry(RetryAdvice.SAME_ENDPOINT.after(wait))
            .nextStep("Ask again later, or ask another service")
            .build());
  }

  synchronized void ended(int since, Outcome outcome) {
    outcome.<Boolean>fold(
        completed -> judge(since, Optional.empty()),
        incomplete -> judge(since, Optional.of(incomplete.cause())),
        failed -> judge(since, Optional.of(failed.cause()).filter(Health::isItsFault)),
        cancelled -> judge(since, Optional.empty()));
  }

  synchronized void failed(int since, ChatException failure) {
    heed(failure);
    if (isItsFault(failure)) {
      boolean unused = judge(since, Optional.of(failure));
    } else {
      released(since);
    }
  }

  synchronized void released(int since) {
    if (since == epoch) {
      probing = false;
      if (breaker != null) {
        breaker.releasePermission();
      }
    }
  }

  /** Counts a call that told something about the service; the breaker may open or close of it. */
  private boolean judge(int since, Optional<ChatException> fault) {
    if (breaker == null || since != epoch) {
      return false;
    }
    probing = false;
    CircuitBreaker.State before = breaker.getState();
    // How long it took is of no interest here: slowness opens nothing.
    fault.ifPresentOrElse(
        failure -> breaker.onError(0, TimeUnit.NANOSECONDS, failure),
        () -> breaker.onSuccess(0, TimeUnit.NANOSECONDS));
    CircuitBreaker.State after = breaker.getState();
    if (after != before) {
      epoch++;
      openUntil = Later.by(clock.nanos(), open);
    }
    return after == before;
  }

  /** What says something about the service, and not about the request or its caller. */
  private static boolean isItsFault(ChatException failure) {
    return switch (failure.kind()) {
      case CONNECTION, TIMEOUT, UNAVAILABLE, PROTOCOL, EMPTY_ANSWER -> true;
      case RATE_LIMITED -> failure.retry().after().isEmpty(); // else it rests, which is more exact
      default -> false;
    };
  }

  private void heed(ChatException failure) {
    switch (failure.kind()) {
      case RATE_LIMITED, UNAVAILABLE, CONNECTION, TIMEOUT ->
          failure.retry().after().ifPresent(after -> rest(Obstacle.Kind.RESTING, after, failure));
      case AUTHENTICATION, PERMISSION, QUOTA, BLOCKED ->
          rest(Obstacle.Kind.DOUBTFUL, failure.retry().after().orElse(open), failure);
      default -> {}
    }
  }

  /**
   * The service told of one of its limits. Where nothing is left of it, it rests until there is.
   * Limits refill steadily, and the time that is told is that until all is there again: for
   * requests, whose number is known, the first is there sooner.
   */
  synchronized void heed(RateLimit limit, Duration ago) {
    if (limit.remaining().isEmpty()
        || limit.remaining().getAsLong() > 0
        || limit.resetsAfter().isEmpty()) {
      return;
    }
    Duration all = limit.resetsAfter().get();
    boolean requests = limit.what().contains("request") && limit.limit().orElse(0) > 0;
    Duration first = requests ? all.dividedBy(limit.limit().getAsLong()) : all;
    Duration left = first.minus(ago);
    if (!left.isNegative() && !left.isZero()) {
      boolean soon = left.compareTo(SOON) <= 0;
      rest(
          soon ? Obstacle.Kind.RESTING : Obstacle.Kind.DOUBTFUL,
          left,
          ChatException.builder(
                  ErrorKind.RATE_LIMITED,
                  "The service said that nothing is left of its limit on " + limit.what())
              .endpoint(key.endpoint())
              .retry(RetryAdvice.SAME_ENDPOINT.after(left))
              .nextStep("Ask again later, or ask another service")
              .build());
    }
  }

  private void rest(Obstacle.Kind kind, Duration time, ChatException why) {
    long until = Later.by(clock.nanos(), time);
    if (rest == null || until - rest.untilNanos() > 0) {
      rest = new Obstacle(kind, until, clock.at(until), why);
    }
  }
}
