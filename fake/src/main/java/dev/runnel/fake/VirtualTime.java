package dev.runnel.fake;

import dev.runnel.guard.Timekeeper;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Time that stands still until a test moves it. Whatever becomes due runs on the thread that moves
 * it, each at its moment and in its order. Safe to use from any thread; who moves time while
 * another does adds to it.
 */
public final class VirtualTime implements Timekeeper {
  private record Due(long at, long order, Runnable task) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long elapsed;
  private long count;

  @Override
  public synchronized long nanos() {
    return elapsed;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    Due due = new Due(saturatedSum(elapsed, saturatedNanos(delay)), count++, task);
    waiting.add(due);
    return () -> {
      synchronized (this) {
        waiting.remove(due);
      }
    };
  }

  /** How much time has passed since this object was made. */
  public Duration elapsed() {
    return Duration.ofNanos(nanos());
  }

  /** Moves time on and returns when all that became due has run. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Time does not run backwards: " + duration);
    }
    long until;
    synchronized (this) {
      until = saturatedSum(elapsed, saturatedNanos(duration));
    }
    while (true) {
      Due due;
      synchronized (this) {
        due = waiting.peek();
        if (due == null || due.at() > until) {
          elapsed = Math.max(elapsed, until);
          return;
        }
        waiting.remove();
        elapsed = Math.max(elapsed, due.at());
      }
      due.task().run();
    }
  }

  private static long saturatedNanos(Duration duration) {
    try {
      return Math.max(0, duration.toNanos());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private static long saturatedSum(long left, long right) {
    long sum = left + right;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public String toString() {
    return "VirtualTime[" + elapsed() + "]";
  }
}
