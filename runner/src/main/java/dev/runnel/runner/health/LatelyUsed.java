package dev.runnel.runner.health;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers so much and no more, for what callers name as they like, such as models: whatever was
 * not asked for longest is forgotten. Not thread-safe, not even for reading.
 */
public final class LatelyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  /** How much is remembered. */
  public static final int MOST = 10_000;

  /** Remembers nothing yet. */
  public LatelyUsed() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > MOST;
  }
}
