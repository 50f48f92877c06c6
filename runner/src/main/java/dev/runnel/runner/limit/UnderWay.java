package dev.runnel.runner.limit;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many attempts each target has under way, those that wait for their turn included. Safe to use
 * from any thread.
 */
public final class UnderWay {
  private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

  /**
   * Counts one that begins.
   *
   * @param target {@code endpoint/model}
   * @return to be run when it is over; again, it does nothing
   */
  public Runnable began(String target) {
    counts.merge(target, 1, Integer::sum);
    AtomicBoolean over = new AtomicBoolean();
    return () -> {
      if (over.compareAndSet(false, true)) {
        counts.computeIfPresent(target, (name, count) -> count == 1 ? null : count - 1);
      }
    };
  }

  public int at(String target) {
    return counts.getOrDefault(target, 0);
  }
}
