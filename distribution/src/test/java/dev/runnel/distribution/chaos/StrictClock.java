package dev.runnel.distribution.chaos;

import dev.runnel.guard.Timekeeper;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that goes as the machine's does, but never past the deadline of a call that has not ended:
 * there it stands still, however busy the machine is. So a call that ends is in time, and one that
 * does not ends the test, without any tolerance.
 */
final class StrictClock implements Timekeeper, AutoCloseable {
  /** Time lags behind rather than leap: a machine that stood still did not give anybody time. */
  private static final long LONGEST_STEP = Duration.ofMillis(2).toNanos();

  private static final long STEP = Duration.ofMillis(1).toNanos();

  private record Due(long at, long order, Runnable task) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private final TreeMap<Long, Integer> deadlines = new TreeMap<>();
  private final Thread thread = new Thread(this::run, "strict-clock");
  private long now;
  private long count;
  private volatile boolean closed;

  StrictClock() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized Timer after(Duration delay, Runnable task) {
    long sum = now + saturatedNanos(delay);
    Due due = new Due(sum < 0 ? Long.MAX_VALUE : sum, count++, task);
    waiting.add(due);
    return () -> {
      synchronized (this) {
        waiting.remove(due);
      }
    };
  }

  private static long saturatedNanos(Duration delay) {
    try {
      return Math.max(0, delay.toNanos());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Goes no further than this from now until what is returned has run.
   *
   * @param left how long the call may take that begins now or began before
   */
  synchronized Runnable holdAt(Duration left) {
    long deadline = now + left.toNanos();
    deadlines.merge(deadline, 1, Integer::sum);
    return () -> {
      synchronized (this) {
        deadlines.computeIfPresent(deadline, (at, calls) -> calls == 1 ? null : calls - 1);
      }
    };
  }

  /** How many timers wait. */
  synchronized int timers() {
    return waiting.size();
  }

  private void run() {
    long before = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(STEP);
      long real = System.nanoTime();
      goOn(Math.min(real - before, LONGEST_STEP));
      before = real;
    }
  }

  private void goOn(long step) {
    long until;
    synchronized (this) {
      until = deadlines.isEmpty() ? now + step : Math.min(now + step, deadlines.firstKey());
    }
    while (true) {
      Due due;
      synchronized (this) {
        due = waiting.peek();
        if (due == null || due.at() > until) {
          now = Math.max(now, until);
          return;
        }
        waiting.remove();
        now = Math.max(now, due.at());
      }
      due.task().run();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
