package dev.runnel.provider.anthropic;

import dev.runnel.api.FinishReason;

/** The service's stop reasons in our words. */
final class StopReasons {
  private StopReasons() {}

  static FinishReason of(String wireName) {
    FinishReason.Kind kind =
        switch (wireName) {
          case "end_turn", "stop_sequence" -> FinishReason.Kind.STOP;
          case "max_tokens", "model_context_window_exceeded" -> FinishReason.Kind.LENGTH;
          case "tool_use" -> FinishReason.Kind.TOOL_CALLS;
          case "refusal" -> FinishReason.Kind.REFUSAL;
          default -> FinishReason.Kind.OTHER; // pause_turn, for one
        };
    return FinishReason.of(kind, wireName);
  }
}
