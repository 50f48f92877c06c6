package dev.runnel.sandbox.service;

import dev.runnel.sandbox.eliza.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest turns of the conversations used last. */
final class Memory {

  private static final int CONVERSATIONS = 1_024;
  private static final int TURNS = 100;

  private final Map<String, Deque<Turn>> conversations =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Turn>> eldest) {
          return size() > CONVERSATIONS;
        }
      };

  synchronized List<Turn> of(String id) {
    return List.copyOf(conversations.getOrDefault(id, new ArrayDeque<>()));
  }

  synchronized void add(String id, Turn... added) {
    Deque<Turn> turns = conversations.computeIfAbsent(id, key -> new ArrayDeque<>());
    turns.addAll(List.of(added));
    while (turns.size() > TURNS) {
      turns.removeFirst();
    }
  }
}
