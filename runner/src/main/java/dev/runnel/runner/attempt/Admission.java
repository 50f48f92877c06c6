package dev.runnel.runner.attempt;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Usage;
import dev.runnel.runner.route.Candidate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Lets attempts begin: where limits are kept. */
@FunctionalInterface
public interface Admission {
  /** No limits. */
  Admission FREE = (candidate, request, left) -> CompletableFuture.completedFuture(Permit.NONE);

  /**
   * Asks for the leave to begin an attempt. Does not block.
   *
   * @param left how much time the call has
   * @return completes with a permit, or exceptionally with a {@link ChatException} that names the
   *     limit. Cancelling it gives up the place; a permit that was on its way is given back
   */
  CompletableFuture<Permit> enter(Candidate candidate, ChatRequest request, Duration left);

  /** The leave to ask an endpoint once; ended exactly once. */
  @FunctionalInterface
  interface Permit {
    /** The leave where there are no limits. */
    Permit NONE = (usage, answered) -> {};

    /**
     * Gives it back. Does not block.
     *
     * @param usage what the attempt used, as far as that is known
     * @param answered whether any content came
     */
    void end(Usage usage, boolean answered);
  }
}
