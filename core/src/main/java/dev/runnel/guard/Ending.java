package dev.runnel.guard;

import dev.runnel.api.ChatException;
import org.jspecify.annotations.Nullable;

/**
 * What ended a call, before it is known how much of the answer the consumer had got.
 *
 * @param preempts whether content that waits for its consumer is dropped
 */
record Ending(Kind kind, @Nullable ChatException failure, boolean preempts) {
  enum Kind {
    /** The protocol's own end mark, or the tail ran out after a finish reason. */
    COMPLETE,
    /** A clean end of the bytes. */
    END_OF_INPUT,
    /** The driver or a clock reported a failure. */
    FAILURE,
    /** The consumer's code threw. */
    CONSUMER,
    /** The caller ended the call. */
    CANCELLED
  }

  static final Ending COMPLETE = new Ending(Kind.COMPLETE, null, false);
  static final Ending END_OF_INPUT = new Ending(Kind.END_OF_INPUT, null, false);
  static final Ending CANCELLED = new Ending(Kind.CANCELLED, null, true);

  static Ending failure(ChatException failure) {
    return new Ending(Kind.FAILURE, failure, false);
  }

  static Ending preemptingFailure(ChatException failure) {
    return new Ending(Kind.FAILURE, failure, true);
  }

  static Ending consumer(ChatException failure) {
    return new Ending(Kind.CONSUMER, failure, true);
  }
}
