package dev.runnel.runner.limit;

import dev.runnel.api.Usage;

/** The leave to ask an endpoint once. Must be ended, whatever comes of the call. */
public interface Permit {
  /**
   * Gives it back. Idempotent; any thread; does not block.
   *
   * @param usage what the call used, as far as that is known: it replaces what had been estimated
   * @param answered whether any content came: an answer that never began used no tokens
   */
  void end(Usage usage, boolean answered);
}
