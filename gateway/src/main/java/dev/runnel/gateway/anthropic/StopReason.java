package dev.runnel.gateway.anthropic;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.gateway.form.StreamBytes;
import java.util.Optional;
import java.util.Set;

/**
 * Why an answer ended, in Anthropic's words.
 *
 * @param name the stop reason
 * @param sequence the stop text that was met, where that is known
 */
record StopReason(String name, Optional<String> sequence) {
  private static final String BY_SEQUENCE = "stop_sequence";

  /** What Anthropic itself says; where it serves, the word is passed on. */
  private static final Set<String> OWN =
      Set.of(
          "end_turn",
          "max_tokens",
          BY_SEQUENCE,
          "tool_use",
          "pause_turn",
          "refusal",
          "model_context_window_exceeded");

  /**
   * @param called whether the model called tools: clients run them for {@code tool_use} only, and
   *     some services say no more than that they stopped
   */
  static StopReason of(FinishReason reason, boolean called, ChatRequest request) {
    Optional<String> own = reason.wireName().filter(OWN::contains);
    String name =
        switch (reason.kind()) {
          case LENGTH -> own.orElse("max_tokens");
          case CONTENT_FILTER, REFUSAL -> "refusal";
          case TOOL_CALLS -> "tool_use";
          default -> called ? "tool_use" : own.orElse("end_turn");
        };
    return new StopReason(
        name,
        name.equals(BY_SEQUENCE) && request.stop().size() == 1
            ? Optional.of(request.stop().get(0))
            : Optional.empty());
  }

  /** The members {@code stop_reason} and {@code stop_sequence}. */
  StreamBytes write(StreamBytes out) {
    out.text("\"stop_reason\":").quoted(name).text(",\"stop_sequence\":");
    return sequence.map(out::quoted).orElseGet(() -> out.text("null"));
  }
}
