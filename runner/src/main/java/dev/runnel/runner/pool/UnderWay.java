package dev.runnel.runner.pool;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** How many attempts each target has under way. Safe to use from any thread. */
public final class UnderWay {
  private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

  public void began(String target) {
    counts.merge(target, 1, Integer::sum);
  }

  /** To be called once for each beginning. */
  public void ended(String target) {
    counts.computeIfPresent(target, (name, count) -> count == 1 ? null : count - 1);
  }

  public int at(String target) {
    return counts.getOrDefault(target, 0);
  }

  /** How many there are at all targets together. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
