package dev.runnel.runner.health;

import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.route.Candidate;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How every endpoint fares. Safe to use from any thread. */
public final class Healths {
  private final BreakerSettings settings;
  private final WallClock clock;
  private final CircuitBreakerConfig config;
  private final Map<HealthKey, Health> healths = new LatelyUsed<>();

  public Healths(BreakerSettings settings, Timekeeper time) {
    this.settings = settings;
    this.clock = new WallClock(time);
    this.config =
        CircuitBreakerConfig.custom()
            .clock(clock)
            .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
            .slidingWindowSize(settings.window())
            .minimumNumberOfCalls(settings.minimumCalls())
            .failureRateThreshold(settings.failureRate())
            .permittedNumberOfCallsInHalfOpenState(1)
            .waitDurationInOpenState(settings.open())
            .build();
  }

  /** How one model of an endpoint fares by one credential. */
  public Health of(HealthKey key) {
    synchronized (healths) {
      return healths.computeIfAbsent(key, this::make);
    }
  }

  private Health make(HealthKey key) {
    return new Health(
        key,
        clock,
        settings.open(),
        settings.enabled() ? CircuitBreaker.of(key.toString(), config) : null);
  }

  /**
   * Why a candidate is left alone now whatever credential it is asked by, of those that were used
   * so far; empty: it is not.
   */
  public Optional<Obstacle> breakerOpen(Candidate candidate) {
    List<Health> known;
    synchronized (healths) {
      known =
          healths.entrySet().stream()
              .filter(one -> one.getKey().endpoint().equals(candidate.endpoint().id()))
              .filter(one -> one.getKey().model().equals(candidate.model()))
              .map(Map.Entry::getValue)
              .toList();
    }
    List<Obstacle> obstacles =
        known.stream()
            .flatMap(one -> one.obstacle().stream())
            .filter(one -> one.kind() == Obstacle.Kind.BREAKER_OPEN)
            .toList();
    return obstacles.size() == known.size() ? obstacles.stream().findFirst() : Optional.empty();
  }
}
