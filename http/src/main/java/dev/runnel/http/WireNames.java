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
          case "stop", "eos" -> FinishReason.Kind.STOP; // Together says eos
          case "length", "model_length" -> FinishReason.Kind.LENGTH; // Mistral says model_length
          case "tool_calls", "function_call" -> FinishReason.Kind.TOOL_CALLS;
          case "content_filter" -> FinishReason.Kind.CONTENT_FILTER;
          default -> FinishReason.Kind.OTHER;
        };
    return FinishReason.of(kind, wireName);
  }

  /** Whether a finish reason says that there was an error, though no error object does. */
  static boolean isError(String finishReason) {
    // Mistral and OpenRouter; DeepSeek, whose service ran out of something.
    return finishReason.equals("error") || finishReason.equals("insufficient_system_resource");
  }

  static Usage usage(OpenAiUsage reported) {
    return Usage.reported(reported.promptTokens(), outputTokens(reported))
        .withCachedInput(reported.cachedTokens())
        .withCacheWriteInput(reported.cacheWriteTokens())
        .withReasoning(reported.reasoningTokens());
  }

  /** Some (xAI) count reasoning beside the completion, which the total then shows. */
  private static long outputTokens(OpenAiUsage reported) {
    long completion = reported.completionTokens();
    long reasoning = reported.reasoningTokens();
    boolean apart =
        completion >= 0
            && reasoning > 0
            && reported.totalTokens() == reported.promptTokens() + completion + reasoning;
    return apart ? completion + reasoning : completion;
  }
}
