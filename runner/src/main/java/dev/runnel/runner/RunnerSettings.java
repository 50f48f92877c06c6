package dev.runnel.runner;

import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.policy.BreakerSettings;
import dev.runnel.runner.policy.EndpointKeys;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.trail.RunnerObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for every request of a runner.
 *
 * @param strict whether every request is treated as strict
 * @param attempts how often calls are tried
 * @param breaker when failing endpoints are left alone
 * @param limits by endpoint, {@code *} for the others
 * @param pools by name
 * @param keys of the endpoints that have several
 * @param defaultModel what is asked for where nothing was named
 * @param observers who is told of every call
 * @param runtime the threads and the time that the caller gave
 */
record RunnerSettings(
    boolean strict,
    AttemptSettings attempts,
    BreakerSettings breaker,
    Map<String, EndpointLimits> limits,
    Map<String, ModelPool> pools,
    List<EndpointKeys> keys,
    Optional<String> defaultModel,
    List<RunnerObserver> observers,
    Optional<CallRuntime> runtime) {
  RunnerSettings {
    limits = Map.copyOf(limits);
    pools = Map.copyOf(pools);
    keys = List.copyOf(keys);
    observers = List.copyOf(observers);
  }
}
