package dev.runnel.sandbox.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What Anthropic's streams and documents say alike. */
final class AnthropicWords {

  private static final int CHARACTERS_A_TOKEN = 4;

  private AnthropicWords() {}

  /** The stop reason for a finish reason in OpenAI's words. */
  static String stopReason(String reason) {
    return switch (reason) {
      case "stop" -> "end_turn";
      case "length" -> "max_tokens";
      case "tool_calls" -> "tool_use";
      case "content_filter" -> "refusal";
      default -> reason;
    };
  }

  /** A usage object with all its members. */
  static String usage(Tokens tokens) {
    int uncached = tokens.input() - tokens.cached() - tokens.cacheWritten();
    return "{\"input_tokens\":"
        + uncached
        + ",\"cache_creation_input_tokens\":"
        + tokens.cacheWritten()
        + ",\"cache_read_input_tokens\":"
        + tokens.cached()
        + ",\"output_tokens\":"
        + tokens.output()
        + ",\"output_tokens_details\":{\"thinking_tokens\":"
        + tokens.reasoning()
        + "}}";
  }

  /** How many tokens that many characters are, about. */
  static int tokens(int characters) {
    return (characters + CHARACTERS_A_TOKEN - 1) / CHARACTERS_A_TOKEN;
  }

  /** The signature of a thought that nobody scripted one for. */
  static String signature(String thought) {
    byte[] signed = ("signed by the sandbox: " + thought).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(signed);
  }
}
