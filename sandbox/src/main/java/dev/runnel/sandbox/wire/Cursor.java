package dev.runnel.sandbox.wire;

import dev.runnel.sandbox.script.Action;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks through actions one at a time, those done without end included. */
final class Cursor {

  private final Iterator<Action> actions;
  private @Nullable List<Action> forever;
  private final Deque<Action> again = new ArrayDeque<>();

  Cursor(List<Action> actions) {
    this.actions = actions.iterator();
  }

  /** The next action, never a {@link Action.Forever}; or null after the last. */
  @Nullable Action next() {
    while (true) {
      if (forever != null) {
        if (again.isEmpty()) {
          again.addAll(forever);
        }
        return again.poll();
      }
      if (!actions.hasNext()) {
        return null;
      }
      Action next = actions.next();
      if (!(next instanceof Action.Forever endless)) {
        return next;
      }
      // Nothing, done without end, is nothing for ever: the answer goes on after it.
      forever = endless.actions().isEmpty() ? null : endless.actions();
    }
  }
}
