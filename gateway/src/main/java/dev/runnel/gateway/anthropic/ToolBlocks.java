package dev.runnel.gateway.anthropic;

import dev.runnel.api.ChatEvent;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Tool calls, one after the other: here a block ends before the next begins, while elsewhere pieces
 * of several calls may alternate. One call is told as it comes; the others wait until it is whole.
 * Not thread-safe.
 */
final class ToolBlocks {
  /** Where blocks are told. */
  interface Listener {
    void begin(int number, Optional<String> id, String name);

    void piece(String json);

    void end();
  }

  private static final class Call {
    final int number;
    final Optional<String> id;
    final String name;
    final StringBuilder waiting = new StringBuilder();
    final ObjectEnd json = new ObjectEnd();

    Call(int number, ChatEvent.ToolCallDelta first) {
      this.number = number;
      this.id = first.id().filter(text -> !text.isEmpty());
      this.name = first.name().orElse("");
    }
  }

  private final Listener listener;
  private final Map<Integer, Call> calls = new HashMap<>();
  private final Queue<Call> waiting = new ArrayDeque<>();
  private @Nullable Call open;

  ToolBlocks(Listener listener) {
    this.listener = listener;
  }

  /** Whether there was any. */
  boolean any() {
    return !calls.isEmpty();
  }

  /** Whether a block is open. */
  boolean isOpen() {
    return open != null;
  }

  /**
   * A piece of some call.
   *
   * @throws IllegalStateException where that call is over
   */
  void take(ChatEvent.ToolCallDelta delta) {
    Call call = calls.get(delta.index());
    if (call == null) {
      call = new Call(calls.size(), delta);
      calls.put(delta.index(), call);
      waiting.add(call);
    } else if (call != open && !waiting.contains(call)) {
      if (delta.arguments().isBlank()) {
        return;
      }
      throw new IllegalStateException("The service went on with a tool call that was over");
    }
    if (call == open) {
      tell(call, delta.arguments());
    } else {
      call.waiting.append(delta.arguments());
    }
    goOn();
  }

  /** Begins those that wait, as long as nothing keeps them. */
  private void goOn() {
    while (!waiting.isEmpty() && (open == null || open.json.reached())) {
      next();
    }
  }

  private void next() {
    endOpen();
    Call call = waiting.remove();
    open = call;
    listener.begin(call.number, call.id, call.name);
    String pieces = call.waiting.toString();
    call.waiting.setLength(0);
    tell(call, pieces);
  }

  private void tell(Call call, String piece) {
    if (!piece.isEmpty()) {
      call.json.read(piece);
      listener.piece(piece);
    }
  }

  /** Ends all blocks: something else begins, or nothing more comes. */
  void end() {
    endOpen();
    while (!waiting.isEmpty()) {
      next();
      endOpen();
    }
  }

  private void endOpen() {
    if (open != null) {
      open = null;
      listener.end();
    }
  }
}
