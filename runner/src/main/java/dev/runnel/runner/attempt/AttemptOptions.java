package dev.runnel.runner.attempt;

import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.trail.RunnerObserver;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How calls are tried.
 *
 * @param settings how often, and with which waits
 * @param random for the waits; safe to use from any thread
 * @param observers who is told of every call; unmodifiable
 */
public record AttemptOptions(
    AttemptSettings settings, RandomGenerator random, List<RunnerObserver> observers) {
  public AttemptOptions {
    observers = List.copyOf(observers);
  }
}
