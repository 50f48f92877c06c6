package dev.runnel.provider.yqcloud;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which {@code userId} the service knows a conversation by: one conversation of the caller keeps
 * one, and no two share one, also where they begin in the same millisecond. The latest {@value
 * #KEPT} are kept.
 */
final class Conversations {
  private static final int KEPT = 10_000;

  private final LongSupplier clock;
  private final Map<String, String> userIds =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KEPT;
        }
      };
  private long last;

  /** Takes the time in milliseconds since the epoch from a clock. */
  Conversations(LongSupplier clock) {
    this.clock = clock;
  }

  /** The id of a conversation, or a new one for a request that belongs to none. */
  synchronized String userId(Optional<String> conversation) {
    return conversation.map(id -> userIds.computeIfAbsent(id, any -> next())).orElseGet(this::next);
  }

  private String next() {
    last = Math.max(clock.getAsLong(), last + 1);
    return "#/chat/" + last;
  }
}
