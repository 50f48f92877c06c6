package dev.runnel.runner;

import dev.runnel.guard.Timekeeper;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test moves it. Of one thread. */
public final class StillTime implements Timekeeper {
  private record Due(long at, long order, Runnable task) {}

  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  // Close to the overflow of a long, as System.nanoTime() may be.
  private final long origin = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();
  private long elapsed;
  private long count;

  @Override
  public long nanos() {
    return origin + elapsed;
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Due due = new Due(elapsed + delay.toNanos(), count++, task);
    waiting.add(due);
    return () -> waiting.remove(due);
  }

  /** Moves time on, running what becomes due, each at its moment. */
  public void advance(Duration duration) {
    long until = elapsed + duration.toNanos();
    while (!waiting.isEmpty() && waiting.peek().at() <= until) {
      Due due = waiting.remove();
      elapsed = Math.max(elapsed, due.at());
      due.task().run();
    }
    elapsed = until;
  }

  /** How much time has passed. */
  public Duration elapsed() {
    return Duration.ofNanos(elapsed);
  }

  /** How many timers wait. */
  public int timers() {
    return waiting.size();
  }
}
