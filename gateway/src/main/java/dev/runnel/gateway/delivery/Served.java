package dev.runnel.gateway.delivery;

import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is being asked for one answer, as far as it is known. Safe to read from any thread. */
public final class Served implements RunnerObserver {
  private volatile @Nullable Candidate candidate;
  private volatile int attempts;

  @Override
  public void onAttempt(RunnerCall call, int number, Candidate asked) {
    candidate = asked;
    attempts = number;
  }

  /** The last one that was asked. */
  public Optional<Candidate> candidate() {
    return Optional.ofNullable(candidate);
  }

  /** How many attempts were begun. */
  public int attempts() {
    return attempts;
  }
}
