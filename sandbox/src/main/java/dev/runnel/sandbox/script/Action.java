package dev.runnel.sandbox.script;

import java.time.Duration;
import java.util.List;

/** One thing the wire does. Internal to the sandbox; public for its other packages. */
public sealed interface Action {

  /** Sends the head now, if it has not been sent. */
  record SendHead() implements Action {}

  /** Sends body bytes; never empty. */
  record Send(byte[] bytes) implements Action {}

  /** Waits. */
  record Wait(Duration duration) implements Action {}

  /** Waits until the gate is open. */
  record WaitFor(Gate gate) implements Action {}

  /** Does these again and again, without end. */
  record Forever(List<Action> actions) implements Action {
    public Forever {
      actions = List.copyOf(actions);
    }
  }
}
