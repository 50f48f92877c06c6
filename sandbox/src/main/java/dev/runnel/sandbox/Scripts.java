package dev.runnel.sandbox;

import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.script.Script;
import java.util.function.Function;

/**
 * What is to be answered, by all services ({@link Sandbox} itself) or by one ({@link Sandbox#on}).
 * Scripts for one service go before scripts for all; {@link #next} goes before {@link #always}. A
 * request that breaks its protocol is refused whatever is scripted, and uses up no script.
 */
public interface Scripts {

  /** Answers the next requests with these, one each, after those named before. */
  void next(Script... scripts);

  /**
   * Answers the next requests that are no chats, such as those for a list of models, with these.
   * All other methods here are about chats.
   */
  void nextOther(Script... scripts);

  /** Answers every request with this. */
  default void always(Script script) {
    answering(request -> script);
  }

  /** Answers every request with what this says about it; called by event loops, must not block. */
  void answering(Function<ReceivedRequest, Script> scripts);

  /** Forgets all scripts. */
  void asUsual();
}
