package dev.runnel.runner.limit;

import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.attempt.Admission.Permit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call that asked for a permit. Its timer is its gate's matter, and guarded by that. */
final class Waiting extends CompletableFuture<Permit> {
  private final Demand demand;
  private final Optional<Duration> patience;
  private final Runnable whenOver;
  private Timekeeper.@Nullable Timer timer;

  Waiting(Demand demand, Optional<Duration> patience, Runnable whenOver) {
    this.demand = demand;
    this.patience = patience;
    this.whenOver = whenOver;
  }

  Demand demand() {
    return demand;
  }

  /** What is run when it is over. */
  Runnable whenOver() {
    return whenOver;
  }

  /** How long it waits at most; empty: for ever. */
  Optional<Duration> patience() {
    return patience;
  }

  void startTimer(Timekeeper time, Runnable whenOver) {
    timer = patience.map(most -> time.after(most, whenOver)).orElse(null);
  }

  void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
