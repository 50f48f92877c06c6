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
    Due due = new Due(later(delay), count++, task);
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
      until = later(duration);
    }
    Due due = nextUntil(until);
    while (due != null) {
      due.task().run();
      due = nextUntil(until);
    }
  }

  /** What is too far to be counted is at the end of time: a clock may be set never to run out. */
  private long later(Duration duration) {
    try {
      return Math.addExact(now, duration.toNanos());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private synchronized @Nullable Due nextUntil(long until) {
    Due due = waiting.peek();
    if (due == null || due.at() > until) {
      now = Math.max(now, until); // another thread may have moved it further
      return null;
    }
    waiting.remove(due);
    now = Math.max(now, due.at());
    return due;
  }
}
