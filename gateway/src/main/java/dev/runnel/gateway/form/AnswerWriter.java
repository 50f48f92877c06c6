package dev.runnel.gateway.form;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;

/**
 * Encodes one streamed answer, a whole number of events at a time: what it returns can be sent as
 * it is, with heartbeats between. Not thread-safe; methods are called in the order of the signals,
 * {@link #start} first.
 */
public interface AnswerWriter {
  /** What the service has counted before its first content; before {@link #start}, if at all. */
  default void known(Usage usage) {}

  /** What opens the answer, before its first event; may be empty. */
  byte[] start();

  /** An event of the answer; empty where the form has nothing to say of it. */
  byte[] event(ChatEvent event);

  /** The end of a whole answer, with what tells the client that it is whole. */
  byte[] end(Outcome.Completed outcome);

  /** A trouble after the head: tells the client that the answer is not whole. The last. */
  byte[] failure(Trouble trouble);
}
