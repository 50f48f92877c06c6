package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Set;

/** Checks the messages of a request for a chat with Ollama. */
final class OllamaMessages {

  private static final Set<String> FIELDS =
      Set.of("role", "content", "thinking", "images", "tool_calls", "tool_name", "tool_call_id");

  private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

  private OllamaMessages() {}

  static void check(JsonNode messages, Findings findings) {
    if (!messages.isArray()) {
      findings.add("field 'messages' should be an array, not " + messages);
    }
    for (int i = 0; i < messages.size(); i++) {
      check("messages[" + i + "].", messages.get(i), findings);
    }
  }

  private static void check(String where, JsonNode message, Findings findings) {
    OllamaBody.unknown(where, message, FIELDS, findings);
    if (!ROLES.contains(message.path("role").asText())) {
      findings.add(where + "role should be one of " + ROLES + ", not " + message.path("role"));
    }
    boolean callsTools = !message.path("tool_calls").isEmpty();
    if (!message.path("content").isTextual() && !callsTools) {
      findings.add(where + "content should be a string, not " + message.path("content"));
    }
    for (String text : new String[] {"thinking", "tool_name", "tool_call_id"}) {
      if (message.has(text) && !message.path(text).isTextual()) {
        findings.add(where + text + " should be a string, not " + message.path(text));
      }
    }
    for (JsonNode image : message.path("images")) {
      if (!image.isTextual() || !isBase64(image.textValue())) {
        findings.add(where + "images should hold Base64, and not the address of an image");
      }
    }
    for (JsonNode call : message.path("tool_calls")) {
      checkCall(where + "tool_calls.", call, findings);
    }
  }

  private static void checkCall(String where, JsonNode call, Findings findings) {
    JsonNode function = call.path("function");
    OllamaBody.unknown(where, call, Set.of("id", "type", "function"), findings);
    OllamaBody.unknown(
        where + "function.",
        function,
        Set.of("index", "name", "description", "arguments"),
        findings);
    if (!function.path("name").isTextual()) {
      findings.add(where + "function.name should be a string");
    }
    if (!function.path("arguments").isObject()) {
      findings.add(
          where + "function.arguments should be an object, not " + function.path("arguments"));
    }
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
