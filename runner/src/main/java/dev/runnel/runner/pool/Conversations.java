package dev.runnel.runner.pool;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who served each conversation last, of those that were heard of most recently. Safe to use from
 * any thread.
 */
public final class Conversations {
  /** More are forgotten, the one that was silent longest first. */
  private static final int MOST = 10_000;

  private record Conversation(String pool, String id) {}

  private final Map<Conversation, String> servers =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Conversation, String> eldest) {
          return size() > MOST;
        }
      };

  public void served(String pool, String id, String target) {
    synchronized (servers) {
      servers.put(new Conversation(pool, id), target);
    }
  }

  Optional<String> server(String pool, String id) {
    synchronized (servers) {
      return Optional.ofNullable(servers.get(new Conversation(pool, id)));
    }
  }
}
