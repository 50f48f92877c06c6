package dev.runnel.gateway.openai;

import dev.runnel.api.FinishReason;

/** Why an answer ended, in the words of this form. */
final class FinishWord {
  private FinishWord() {}

  /**
   * The word.
   *
   * @param calls whether the answer has tool calls, which clients run only where the word says so
   */
  static String of(FinishReason reason, boolean calls) {
    return switch (reason.kind()) {
      case LENGTH -> "length";
      case CONTENT_FILTER, REFUSAL -> "content_filter";
      case TOOL_CALLS -> "tool_calls";
      case STOP, OTHER, NOT_GIVEN -> calls ? "tool_calls" : "stop";
    };
  }
}
