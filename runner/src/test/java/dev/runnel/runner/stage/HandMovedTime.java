package dev.runnel.runner.stage;

import dev.runnel.guard.Timekeeper;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test moves it; what becomes due runs on the test's thread. */
public final class HandMovedTime implements Timekeeper {
  private record Due(long at, long order, Runnable task) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  // Close to the overflow of a long, as System.nanoTime() may be.
  private final long origin = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
  private long elapsed;
  private long count;

  @Override
  public synchronized long nanos() {
    return origin + elapsed;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    Due due = new Due(saturated(delay), count++, task);
    waiting.add(due);
    return () -> {
      synchronized (this) {
        waiting.remove(due);
      }
    };
  }

  private long saturated(Duration delay) {
    try {
      long sum = elapsed + delay.toNanos();
      return sum < 0 ? Long.MAX_VALUE : sum;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Milliseconds since this was made. */
  public synchronized long millis() {
    return elapsed / 1_000_000;
  }

  public synchronized int waiting() {
    return waiting.size();
  }

  public void advance(Duration duration) {
    long until;
    synchronized (this) {
      until = elapsed + duration.toNanos();
    }
    while (true) {
      Due due;
      synchronized (this) {
        due = waiting.peek();
        if (due == null || due.at() > until) {
          elapsed = until;
          return;
        }
        waiting.remove();
        elapsed = Math.max(elapsed, due.at());
      }
      due.task().run();
    }
  }
}
