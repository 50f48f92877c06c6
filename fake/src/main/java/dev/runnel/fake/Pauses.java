package dev.runnel.fake;

import dev.runnel.guard.Timekeeper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** How the time of a pause passes. */
interface Pauses {
  /** Goes on when the time has passed. */
  void pass(Duration duration, Runnable goOn);

  /** As on every clock. */
  static Pauses real() {
    return (duration, goOn) -> {
      Executor later = CompletableFuture.delayedExecutor(duration.toNanos(), TimeUnit.NANOSECONDS);
      later.execute(goOn);
    };
  }

  /** When a test moves time on. */
  static Pauses by(Timekeeper time) {
    return (duration, goOn) -> {
      Timekeeper.Timer unused = time.after(duration, goOn);
    };
  }

  /** At once: time is moved on by as much, and whatever else becomes due meanwhile runs. */
  static Pauses skippedIn(VirtualTime time, Executor thread) {
    return (duration, goOn) ->
        thread.execute(
            () -> {
              time.advance(duration);
              goOn.run();
            });
  }
}
