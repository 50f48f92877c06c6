package dev.runnel.gateway.anthropic;

import dev.runnel.api.Usage;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.StreamBytes;

/** What streamed and whole messages say alike. */
final class MessageWords {
  private MessageWords() {}

  /** The members that a message begins with, and a comma. */
  static StreamBytes begin(StreamBytes out, AnswerLabel label) {
    return out.text("\"id\":")
        .quoted("msg_" + label.id())
        .text(",\"type\":\"message\",\"role\":\"assistant\",\"model\":")
        .quoted(label.model())
        .text(",");
  }

  /** An id for a call that its service gave none. */
  static String callId(AnswerLabel label, int number) {
    return "toolu_" + label.id() + "_" + number;
  }

  /**
   * A usage object. Here what was read from a cache and written to one is counted apart from the
   * rest of the input; and counts that nobody knows are zero, since clients add them up.
   */
  static StreamBytes usage(StreamBytes out, Usage usage) {
    long cached = usage.cachedInputTokens().orElse(0);
    long written = usage.cacheWriteInputTokens().orElse(0);
    long input = Math.max(0, usage.inputTokens().orElse(0) - cached - written);
    out.text("{\"input_tokens\":").number(input);
    out.text(",\"cache_creation_input_tokens\":").number(written);
    out.text(",\"cache_read_input_tokens\":").number(cached);
    out.text(",\"output_tokens\":").number(usage.outputTokens().orElse(0));
    usage
        .reasoningTokens()
        .ifPresent(
            thinking ->
                out.text(",\"output_tokens_details\":{\"thinking_tokens\":")
                    .number(thinking)
                    .text("}"));
    return out.text("}");
  }
}
