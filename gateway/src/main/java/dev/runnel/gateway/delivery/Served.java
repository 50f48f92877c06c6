package dev.runnel.gateway.delivery;

import dev.runnel.api.Outcome;
import dev.runnel.gateway.report.RequestAccount;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Who is being asked for one answer, as far as it is known. Safe to read from any thread. */
public final class Served implements RunnerObserver {
  private final RequestAccount account;
  private final ConcurrentMap<Integer, Candidate> asked = new ConcurrentHashMap<>(4);
  private volatile @Nullable Candidate candidate;
  private volatile int attempts;
  private volatile @Nullable RunnerCall call;
  private volatile boolean answered;

  /**
   * Knows nothing yet.
   *
   * @param account told of what is heard
   */
  public Served(RequestAccount account) {
    this.account = account;
  }

  @Override
  public void onRouted(RunnerCall call) {
    this.call = call;
    account.calls(call);
  }

  @Override
  public void onAttempt(RunnerCall call, int number, Candidate one) {
    asked.put(number, one);
    attempts = number;
    if (!answered) {
      candidate = one;
      account.served(one);
    }
  }

  @Override
  public void onFirstContent(RunnerCall call, int number) {
    answered = true;
    Candidate winner = asked.get(number); // of two who were asked at once it may be the first
    if (winner != null) {
      candidate = winner;
      account.served(winner);
    }
    account.begun();
  }

  @Override
  public void onEnd(RunnerCall call, Outcome outcome) {
    account.called(outcome);
  }

  /**
   * The one that answers; before the first content the last one that was asked; where all have
   * failed the one whose failure is told.
   */
  public Optional<Candidate> candidate() {
    RunnerCall begun = call;
    return Optional.ofNullable(begun)
        .flatMap(RunnerCall::failed)
        .or(() -> Optional.ofNullable(candidate));
  }

  /** How many attempts were begun. */
  public int attempts() {
    return attempts;
  }

  /** All that, as headers of a response. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    candidate()
        .ifPresent(
            one -> {
              headers.put("x-runnel-provider", HeaderText.of(one.endpoint().id()));
              one.model().ifPresent(model -> headers.put("x-runnel-model", HeaderText.of(model)));
            });
    if (attempts > 0) {
      headers.put("x-runnel-attempts", Integer.toString(attempts));
    }
    RunnerCall begun = call;
    if (begun != null) {
      ToldWarnings.of(begun.warnings()).ifPresent(told -> headers.put(ToldWarnings.HEADER, told));
    }
    return headers;
  }
}
