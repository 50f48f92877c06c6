package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the service's blocks of the parts of messages. */
final class BlockMaker {
  private static final String TYPE = "type";
  private static final String RESULT = "tool_result";
  private static final String THOUGHT = "thinking";
  private static final String REDACTED = "redacted_thinking";

  private static final Pattern NOT_IN_IDS = Pattern.compile("[^a-zA-Z0-9_-]");

  private final String model;
  private final boolean keepsThoughts;

  /**
   * @param keepsThoughts whether what the model thought is given back to it
   */
  BlockMaker(String model, boolean keepsThoughts) {
    this.model = model;
    this.keepsThoughts = keepsThoughts;
  }

  static boolean isResult(Map<String, Object> block) {
    return RESULT.equals(block.get(TYPE));
  }

  static boolean isThought(Map<String, Object> block) {
    return THOUGHT.equals(block.get(TYPE)) || REDACTED.equals(block.get(TYPE));
  }

  /**
   * The block for a part; empty where there is nothing to say.
   *
   * @param own whether it is of a message of the model's own
   */
  Optional<Map<String, Object>> block(ContentPart part, boolean own) {
    return part.accept(own ? modelSays : userSays);
  }

  private static Optional<Map<String, Object>> text(String text) {
    // The service refuses blocks of white space.
    return text.isBlank() ? Optional.empty() : Optional.of(Map.of(TYPE, "text", "text", text));
  }

  /** Other services have ids with other letters; what refers to one is changed likewise. */
  private static String id(String id) {
    return NOT_IN_IDS.matcher(id).replaceAll("_");
  }

  private static ChatException unsayable(ContentPart part, String where) {
    return ChatException.builder(
            ErrorKind.INVALID_REQUEST,
            "This driver cannot say " + part.getClass().getSimpleName() + where + " to Anthropic")
        .nextStep("Leave that out, or ask another service")
        .build();
  }

  private final ContentPart.Visitor<Optional<Map<String, Object>>> userSays =
      new ContentPart.Visitor<>() {
        @Override
        public Optional<Map<String, Object>> text(ContentPart.Text text) {
          return BlockMaker.text(text.text());
        }

        @Override
        public Optional<Map<String, Object>> image(ContentPart.Image image) {
          return Optional.of(Map.of(TYPE, "image", "source", source(image)));
        }

        @Override
        public Optional<Map<String, Object>> toolResult(ContentPart.ToolResult result) {
          Map<String, Object> block = new LinkedHashMap<>();
          block.put(TYPE, RESULT);
          block.put("tool_use_id", id(result.callId()));
          block.put("content", result.content());
          if (result.failed()) {
            block.put("is_error", true);
          }
          return Optional.of(block);
        }

        @Override
        public Optional<Map<String, Object>> unknown(ContentPart part) {
          throw unsayable(part, " in a message of the user's");
        }
      };

  private final ContentPart.Visitor<Optional<Map<String, Object>>> modelSays =
      new ContentPart.Visitor<>() {
        @Override
        public Optional<Map<String, Object>> text(ContentPart.Text text) {
          return BlockMaker.text(text.text());
        }

        @Override
        public Optional<Map<String, Object>> toolCall(ContentPart.ToolCall call) {
          Map<String, Object> block = new LinkedHashMap<>();
          block.put(TYPE, "tool_use");
          block.put("id", id(call.id()));
          block.put("name", call.name());
          block.put("input", arguments(call));
          return Optional.of(block);
        }

        @Override
        public Optional<Map<String, Object>> reasoning(ContentPart.Reasoning reasoning) {
          return keepsThoughts
              ? reasoning.signatureIfAny().flatMap(signed -> thought(reasoning.text(), signed))
              : Optional.empty();
        }

        @Override
        public Optional<Map<String, Object>> unknown(ContentPart part) {
          throw unsayable(part, " in a message of the model's");
        }
      };

  private Optional<Map<String, Object>> thought(String text, String signed) {
    return Signatures.thinking(signed, model)
        .map(
            signature -> {
              Map<String, Object> block = new LinkedHashMap<>();
              block.put(TYPE, THOUGHT);
              block.put("thinking", text);
              block.put("signature", signature);
              return block;
            })
        .or(
            () ->
                Signatures.redacted(signed, model)
                    .map(data -> Map.<String, Object>of(TYPE, REDACTED, "data", data)));
  }

  private static Map<String, Object> source(ContentPart.Image image) {
    byte[] data = image.data();
    URI url = image.url();
    return data == null
        ? Map.of(TYPE, "url", "url", String.valueOf(url))
        : Map.of(
            TYPE,
            "base64",
            "media_type",
            image.mediaType(),
            "data",
            Base64.getEncoder().encodeToString(data));
  }

  private static Object arguments(ContentPart.ToolCall call) {
    return call.argumentsJson().isBlank()
        ? Map.of()
        : JsonObjects.parse(
            "What the tool '" + call.name() + "' was called with", call.argumentsJson());
  }
}
