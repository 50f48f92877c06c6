package dev.runnel.provider.gemini;

import dev.runnel.api.FinishReason;

/** What the service's finish reasons are to callers. */
final class FinishReasons {
  private FinishReasons() {}

  /**
   * The portable reason, with the service's own name.
   *
   * @param calledTools whether the answer holds tool calls: the service has no reason for them
   */
  static FinishReason of(String wireName, boolean calledTools) {
    return FinishReason.of(kind(wireName, calledTools), wireName);
  }

  /** Whether the model meant to call a tool and what it wrote was no call. */
  static boolean isMalformed(String wireName) {
    return wireName.equals("MALFORMED_FUNCTION_CALL");
  }

  private static FinishReason.Kind kind(String wireName, boolean calledTools) {
    return switch (wireName) {
      case "STOP" -> calledTools ? FinishReason.Kind.TOOL_CALLS : FinishReason.Kind.STOP;
      // The second is the limit of one request: what the service would go on with in another one.
      case "MAX_TOKENS", "CONTINUATION" -> FinishReason.Kind.LENGTH;
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "MODEL_ARMOR",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.Kind.CONTENT_FILTER;
      default -> FinishReason.Kind.OTHER;
    };
  }
}
