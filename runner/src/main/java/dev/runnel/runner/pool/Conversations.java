package dev.runnel.runner.pool;

import dev.runnel.runner.health.LatelyUsed;
import java.util.Map;
import java.util.Optional;

/**
 * Who served each conversation last, of those that were heard of most recently. Safe to use from
 * any thread.
 */
public final class Conversations {
  private record Conversation(String pool, String id) {}

  private final Map<Conversation, String> servers = new LatelyUsed<>();

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
