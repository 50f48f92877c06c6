package dev.runnel.runner.attempt;

import dev.runnel.runner.policy.AttemptSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long is waited before the same candidate is tried again: any time up to a bound that doubles
 * with each failure ("full jitter"), so that many callers who failed together do not come back
 * together; and never less than the service asked for.
 */
final class BackOff {
  private final AttemptSettings settings;
  private final RandomGenerator random;

  BackOff(AttemptSettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /**
   * The next wait.
   *
   * @param failures how often the candidate has failed in this call, at least once
   * @param asked how long the service asked to wait
   */
  Duration wait(int failures, Optional<Duration> asked) {
    long most = settings.maxDelay().toNanos();
    long bound = settings.baseDelay().toNanos();
    for (int i = 1; i < failures && bound < most; i++) {
      bound *= 2;
    }
    Duration own = Duration.ofNanos((long) (random.nextDouble() * Math.min(bound, most)));
    return asked.filter(least -> least.compareTo(own) > 0).orElse(own);
  }
}
