package dev.runnel.http;

import dev.runnel.api.ChatEvent;
import dev.runnel.http.openai.OpenAiToolCallDelta;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the tool calls of one answer apart, whatever a service makes of their indexes and ids: some
 * send every call as the first one, and some send calls without an id.
 */
final class ToolCallNumbers {
  /** The id of the call that a service's index means now. */
  private final Map<Integer, String> ids = new HashMap<>();

  /** The number of the call that a service's index means now. */
  private final Map<Integer, Integer> numbers = new HashMap<>();

  private final Set<Integer> taken = new HashSet<>();
  private int next;

  ChatEvent.ToolCallDelta numbered(OpenAiToolCallDelta delta) {
    @Nullable String id = delta.id() == null || delta.id().isEmpty() ? null : delta.id();
    @Nullable Integer number = numbers.get(delta.index());
    boolean another =
        number != null && id != null && delta.name() != null && !id.equals(ids.get(delta.index()));
    if (number == null || another) {
      number = freeFrom(delta.index());
      numbers.put(delta.index(), number);
      id = id == null ? "call_" + number : id;
      ids.put(delta.index(), id);
    }
    return new ChatEvent.ToolCallDelta(
        number,
        Optional.ofNullable(id),
        Optional.ofNullable(delta.name()),
        delta.arguments() == null ? "" : delta.arguments());
  }

  /** The service's own index where no call has that number yet. */
  private int freeFrom(int index) {
    int number = taken.contains(index) ? next : index;
    taken.add(number);
    next = Math.max(next, number + 1);
    return number;
  }
}
