package dev.runnel.http;

import dev.runnel.api.FinishReason;
import dev.runnel.api.Usage;
import dev.runnel.http.openai.OpenAiUsage;

/** The OpenAI form's words in ours. */
final class WireNames {
  private WireNames() {}

  static FinishReason finishReason(String wireName) {
    FinishReason.Kind kind =
        switch (wireName) {
          case "stop" -> FinishReason.Kind.STOP;
          case "length" -> FinishReason.Kind.LENGTH;
          case "tool_calls", "function_call" -> FinishReason.Kind.TOOL_CALLS;
          case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
          default -> FinishReason.Kind.OTHER;
        };
    return FinishReason.of(kind, wireName);
  }

  static Usage usage(OpenAiUsage reported) {
    return Usage.reported(reported.promptTokens(), reported.completionTokens())
        .withCachedInput(reported.cachedTokens())
        .withReasoning(reported.reasoningTokens());
  }
}
