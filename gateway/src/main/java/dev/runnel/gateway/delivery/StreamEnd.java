package dev.runnel.gateway.delivery;

import dev.runnel.gateway.form.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * How a stream ends.
 *
 * @param trouble why the answer is not whole; null: it is
 * @param event tells the trouble to a client that has had the head
 */
record StreamEnd(@Nullable Trouble trouble, byte[] event) {
  static final StreamEnd WHOLE = new StreamEnd(null, new byte[0]);

  static StreamEnd failure(Trouble trouble, byte[] event) {
    return new StreamEnd(trouble, event);
  }
}
