package dev.runnel.guard;

import java.time.Duration;

/**
 * The time by which calls are measured, and what runs when it has come. Tests inject one they move
 * by hand.
 */
public interface Timekeeper {
  /** Nanoseconds since some fixed moment, as {@link System#nanoTime()}. Cheap; any thread. */
  long nanos();

  /**
   * Runs a task once, later. The task is quick and does not block.
   *
   * @return cancels the task where it has not run
   */
  Timer after(Duration delay, Runnable task);

  /** A task that waits for its time. */
  interface Timer {
    /** Keeps the task from running, where it has not started. Idempotent. */
    void cancel();
  }
}
