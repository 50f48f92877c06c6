package dev.runnel.runner.health;

import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.policy.BreakerState;
import dev.runnel.runner.route.Candidate;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How every endpoint fares. Safe to use from any thread. */
public final class Healths {
  private final BreakerSettings settings;
  private final WallClock clock;
  private final CircuitBreakerConfig config;
  // By target, then by credential, since every route asks for all credentials of a target.
  private final Map<Target, Map<Optional<String>, Health>> healths = new LatelyUsed<>();

  private record Target(String endpoint, Optional<String> model) {}

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
      return healths
          .computeIfAbsent(new Target(key.endpoint(), key.model()), any -> new HashMap<>())
          .computeIfAbsent(key.key(), any -> make(key));
    }
  }

  /** The breakers of those that were asked lately, in no order. */
  public List<BreakerState> breakers() {
    List<Health> known;
    synchronized (healths) {
      known = healths.values().stream().flatMap(keys -> keys.values().stream()).toList();
    }
    return known.stream().flatMap(one -> one.state().stream()).toList();
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
    Target target = new Target(candidate.endpoint().id(), candidate.model());
    List<Health> known;
    synchronized (healths) {
      known = List.copyOf(healths.getOrDefault(target, Map.of()).values());
    }
    List<Obstacle> obstacles =
        known.stream()
            .flatMap(one -> one.obstacle().stream())
            .filter(one -> one.kind() == Obstacle.Kind.BREAKER_OPEN)
            .toList();
    return obstacles.size() == known.size() ? obstacles.stream().findFirst() : Optional.empty();
  }
}
