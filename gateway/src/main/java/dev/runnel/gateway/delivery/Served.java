package dev.runnel.gateway.delivery;

import dev.runnel.api.Outcome;
import dev.runnel.gateway.report.RequestAccount;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is being asked for one answer, as far as it is known. Safe to read from any thread. */
public final class Served implements RunnerObserver {
  private final RequestAccount account;
  private volatile @Nullable Candidate candidate;
  private volatile int attempts;

  public Served(RequestAccount account) {
    this.account = account;
  }

  @Override
  public void onRouted(RunnerCall call) {
    account.calls(call);
  }

  @Override
  public void onAttempt(RunnerCall call, int number, Candidate asked) {
    candidate = asked;
    attempts = number;
    account.served(asked);
  }

  @Override
  public void onFirstContent(RunnerCall call, int number) {
    account.begun();
  }

  @Override
  public void onEnd(RunnerCall call, Outcome outcome) {
    account.called(outcome);
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
