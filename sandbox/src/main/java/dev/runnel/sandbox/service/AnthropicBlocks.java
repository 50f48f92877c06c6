package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the blocks that messages are made of. */
final class AnthropicBlocks {

  private static final Pattern CALL_ID = Pattern.compile("[a-zA-Z0-9_-]+");
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private final AnthropicFields fields;

  AnthropicBlocks(AnthropicFields fields) {
    this.fields = fields;
  }

  /** The kinds of block that a message of this role may have. */
  static Set<String> of(String role) {
    return switch (role) {
      case "user" -> Set.of("text", "image", "document", "search_result", "tool_result");
      case "assistant" -> Set.of("text", "thinking", "redacted_thinking", "tool_use");
      default -> Set.of("text");
    };
  }

  void check(JsonNode block, String path, Set<String> kinds) {
    String type = block.path("type").asText();
    if (!kinds.contains(type)) {
      String what =
          switch (type) {
            case "" -> "Field required";
            case "tool_use" -> "`tool_use` blocks can only be in `assistant` messages";
            case "tool_result" -> "`tool_result` blocks can only be in `user` messages";
            case "thinking", "redacted_thinking" ->
                "`" + type + "` blocks can only be in `assistant` messages";
            default ->
                "Input tag '"
                    + type
                    + "' found using 'type' does not match any of the expected tags: '"
                    + String.join("', '", kinds.stream().sorted().toList())
                    + "'";
          };
      fields.wrong(type.isEmpty() ? path + ".type" : path, what);
      return;
    }
    fields.cacheControl(block, path);
    switch (type) {
      case "text" -> text(block, path);
      case "image" -> image(block, path);
      case "tool_use" -> call(block, path);
      case "tool_result" -> result(block, path);
      case "thinking" -> thinking(block, path);
      case "redacted_thinking" -> {
        if (fields.object(block, path, Set.of("type", "data"), Set.of())) {
          filled(block, path, "data");
        }
      }
      default -> {} // documents and search results, which no driver here sends
    }
  }

  private void text(JsonNode block, String path) {
    if (fields.object(block, path, Set.of("type", "text"), Set.of("cache_control", "citations"))
        && fields.text(block, path, "text")) {
      if (block.path("text").textValue().isEmpty()) {
        fields.wrong("messages", "text content blocks must be non-empty");
      } else if (block.path("text").textValue().isBlank()) {
        fields.wrong("messages", "text content blocks must contain non-whitespace text");
      }
    }
  }

  private void image(JsonNode block, String path) {
    if (!fields.object(block, path, Set.of("type", "source"), Set.of("cache_control"))) {
      return;
    }
    JsonNode source = block.path("source");
    String at = path + ".source";
    fields.word(source, at, "type", Set.of("base64", "url", "file"));
    switch (source.path("type").asText()) {
      case "base64" -> {
        if (fields.object(source, at, Set.of("type", "media_type", "data"), Set.of())) {
          fields.word(source, at + ".base64", "media_type", IMAGES);
          checkBase64(source.path("data").asText(), at + ".base64.data");
        }
      }
      case "url" -> {
        if (fields.object(source, at, Set.of("type", "url"), Set.of())
            && !source.path("url").asText().startsWith("https://")) {
          fields.wrong(at + ".url.url", "Only HTTPS URLs are supported.");
        }
      }
      default -> fields.object(source, at, Set.of("type", "file_id"), Set.of());
    }
  }

  private void checkBase64(String data, String path) {
    try {
      if (Base64.getDecoder().decode(data).length == 0) {
        fields.wrong(path, "image cannot be empty");
      }
    } catch (IllegalArgumentException e) {
      fields.wrong(path, "invalid base64 data");
    }
  }

  private void call(JsonNode block, String path) {
    if (!fields.object(
        block, path, Set.of("type", "id", "name", "input"), Set.of("cache_control", "caller"))) {
      return;
    }
    if (!CALL_ID.matcher(block.path("id").asText()).matches()) {
      fields.wrong(path + ".tool_use.id", "String should match pattern '^[a-zA-Z0-9_-]+$'");
    }
    filled(block, path, "name");
    if (!block.path("input").isObject()) {
      fields.wrong(path + ".tool_use.input", "Input should be a valid dictionary");
    }
  }

  private void result(JsonNode block, String path) {
    if (!fields.object(
        block,
        path,
        Set.of("type", "tool_use_id"),
        Set.of("content", "is_error", "cache_control"))) {
      return;
    }
    filled(block, path, "tool_use_id");
    fields.flag(block, path, "is_error");
    JsonNode content = block.path("content");
    if (content.isArray()) {
      for (int i = 0; i < content.size(); i++) {
        check(
            content.get(i),
            path + ".content." + i,
            Set.of("text", "image", "document", "search_result"));
      }
    } else if (!content.isMissingNode() && !content.isTextual()) {
      fields.wrong(path + ".content", "Input should be a valid string or list");
    }
  }

  private void thinking(JsonNode block, String path) {
    if (fields.object(block, path, Set.of("type", "thinking", "signature"), Set.of())) {
      fields.text(block, path, "thinking");
      if (block.path("signature").asText().isEmpty()) {
        fields.wrong(path, "Invalid `signature` in `thinking` block");
      }
    }
  }

  private void filled(JsonNode block, String path, String name) {
    if (block.path(name).asText().isEmpty()) {
      fields.wrong(path + "." + name, "String should have at least 1 character");
    }
  }
}
