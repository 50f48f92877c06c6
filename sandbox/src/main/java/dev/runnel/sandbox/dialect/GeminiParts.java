package dev.runnel.sandbox.dialect;

import java.util.List;

/** The parts of a Gemini content, JSON, and what stands around them. */
final class GeminiParts {

  private GeminiParts() {}

  static String text(String text) {
    return "{\"text\":" + JsonText.quoted(text) + "}";
  }

  static String thought(String text) {
    return "{\"text\":" + JsonText.quoted(text) + ",\"thought\":true}";
  }

  static String call(String id, String name, List<String> argumentPieces) {
    String arguments = String.join("", argumentPieces);
    return "{\"functionCall\":{\"name\":"
        + JsonText.quoted(name)
        + ",\"args\":"
        + (arguments.isBlank() ? "{}" : arguments)
        + (id.isEmpty() ? "" : ",\"id\":" + JsonText.quoted(id))
        + "}}";
  }

  /** The part with a signature on it. */
  static String signed(String part, String signature) {
    return part.substring(0, part.length() - 1)
        + ",\"thoughtSignature\":"
        + JsonText.quoted(signature)
        + "}";
  }

  /** What a client counts as output, thoughts included, is counted apart here. */
  static String usage(Tokens tokens) {
    return "{\"promptTokenCount\":"
        + tokens.input()
        + (tokens.cached() == 0 ? "" : ",\"cachedContentTokenCount\":" + tokens.cached())
        + ",\"candidatesTokenCount\":"
        + (tokens.output() - tokens.reasoning())
        + ",\"totalTokenCount\":"
        + tokens.total()
        + ",\"promptTokensDetails\":[{\"modality\":\"TEXT\",\"tokenCount\":"
        + tokens.input()
        + "}]"
        + (tokens.reasoning() == 0 ? "" : ",\"thoughtsTokenCount\":" + tokens.reasoning())
        + "}";
  }

  /** The service's word for a finish reason; it has none for a call of tools. */
  static String finishReason(String reason) {
    return switch (reason) {
      case "stop", "tool_calls" -> "STOP";
      case "length" -> "MAX_TOKENS";
      case "content_filter" -> "SAFETY";
      default -> reason;
    };
  }
}
