package dev.runnel.testkit;

import dev.runnel.guard.Timekeeper;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it: for {@code CallRuntime.builder().timekeeper(time)},
 * so that the clocks of a call take no time. Safe to use from any thread.
 */
public final class VirtualTime implements Timekeeper {
  private record Due(long at, long order, Runnable task) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now;
  private long count;

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    Due due = new Due(Math.addExact(now, delay.toNanos()), count++, task);
    waiting.add(due);
    return () -> cancel(due);
  }

  private synchronized void cancel(Due due) {
    waiting.remove(due);
  }

  /** Moves time on; what becomes due runs on this thread, each at its moment. */
  public void advance(Duration duration) {
    long until;
    synchronized (this) {
      until = Math.addExact(now, duration.toNanos());
    }
    Due due = nextUntil(until);
    while (due != null) {
      due.task().run();
      due = nextUntil(until);
    }
  }

  private synchronized @Nullable Due nextUntil(long until) {
    Due due = waiting.peek();
    if (due == null || due.at() > until) {
      now = until;
      return null;
    }
    waiting.remove(due);
    now = Math.max(now, due.at());
    return due;
  }
}
