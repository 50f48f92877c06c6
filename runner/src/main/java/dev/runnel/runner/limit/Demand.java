package dev.runnel.runner.limit;

import dev.runnel.api.ChatRequest;
import java.util.OptionalLong;

/**
 * How many tokens a call will use, as far as can be told before.
 *
 * @param input those of what is asked
 * @param mostOutput those of the answer, where the request bounds them
 */
record Demand(long input, OptionalLong mostOutput) {
  /** For who counts none. */
  static final Demand NONE = new Demand(0, OptionalLong.of(0));

  static Demand of(ChatRequest request) {
    return new Demand(
        TokenEstimate.ofInput(request),
        request.maxTokens().isPresent()
            ? OptionalLong.of(request.maxTokens().getAsInt())
            : OptionalLong.empty());
  }
}
