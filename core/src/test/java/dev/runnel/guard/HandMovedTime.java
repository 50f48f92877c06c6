package dev.runnel.guard;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test moves it. */
final class HandMovedTime implements Timekeeper {
  private record Due(long at, long order, Runnable task) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  // Close to the overflow of a long, as System.nanoTime() may be.
  private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
  private final long origin = now;
  private long count;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    Due due = new Due(now - origin + delay.toNanos(), count++, task);
    waiting.add(due);
    return () -> {
      synchronized (this) {
        waiting.remove(due);
      }
    };
  }

  /** Moves time on, running what becomes due, each at its moment. */
  void advance(Duration duration) {
    long until;
    synchronized (this) {
      until = now - origin + duration.toNanos();
    }
    while (true) {
      Due due;
      synchronized (this) {
        due = waiting.peek();
        if (due == null || due.at() > until) {
          now = origin + until;
          return;
        }
        waiting.remove();
        now = origin + Math.max(now - origin, due.at());
      }
      due.task().run();
    }
  }

  /** Moves time to the next timer and runs it, if one waits. */
  void advanceToNext() {
    Duration gap;
    synchronized (this) {
      if (waiting.isEmpty()) {
        return;
      }
      gap = Duration.ofNanos(Math.max(0, waiting.peek().at() - (now - origin)));
    }
    advance(gap);
  }

  /** How many timers wait. */
  synchronized int waiting() {
    return waiting.size();
  }
}
