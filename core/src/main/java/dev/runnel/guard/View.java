package dev.runnel.guard;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;

/**
 * One way of taking an answer. Its methods are called serially; what the first three throw ends the
 * call as the consumer's failure.
 */
interface View {
  /** The first signal. */
  void start();

  void token(String text);

  /** Everything that is no token. */
  void event(ChatEvent event);

  /** The last signal. What it throws is logged. */
  void end(Outcome outcome);

  /** Whether what is no content, such as a usage report, waits for demand as content does. */
  default boolean everythingTakesDemand() {
    return false;
  }
}
