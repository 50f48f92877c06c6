package dev.runnel.provider.ollama;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.api.RetryAdvice;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;
import dev.runnel.http.json.JsonWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a conversation in Ollama's form: text, images and tool calls of a message apart from each
 * other, and each tool result a message of its own, under the name of its tool.
 */
final class MessagesWriter {
  private final JsonWriter json;

  /** The tools by the ids of their calls, as far as the conversation has been written. */
  private final Map<String, String> toolNames = new HashMap<>();

  MessagesWriter(JsonWriter json) {
    this.json = json;
  }

  void write(List<Message> messages) {
    json.beginArray();
    for (Message message : messages) {
      Parts parts = new Parts(message);
      if (parts.hasOwn()) {
        write(message.role().wireName(), parts);
      }
      parts.results.forEach(this::write);
    }
    json.endArray();
  }

  private void write(String role, Parts parts) {
    json.beginObject().field("role", role).field("content", parts.text.toString());
    if (!parts.thinking.isEmpty()) {
      json.field("thinking", parts.thinking.toString());
    }
    if (!parts.images.isEmpty()) {
      json.name("images").tree(parts.images);
    }
    if (!parts.calls.isEmpty()) {
      json.name("tool_calls").beginArray();
      for (int i = 0; i < parts.calls.size(); i++) {
        write(parts.calls.get(i), i);
      }
      json.endArray();
    }
    json.endObject();
  }

  private void write(ContentPart.ToolCall call, int index) {
    toolNames.put(call.id(), call.name());
    json.beginObject().field("id", call.id()).name("function").beginObject();
    json.field("index", index).field("name", call.name()).name("arguments");
    json.rawValue(arguments(call)).endObject().endObject();
  }

  /** Ollama takes the arguments as an object, not as the text of one. */
  private static String arguments(ContentPart.ToolCall call) {
    String arguments = call.argumentsJson();
    if (arguments.isBlank()) {
      return "{}";
    }
    try {
      if (JsonView.parse(arguments).isObject()) {
        return arguments;
      }
    } catch (DecodeException e) {
      throw noObject(call, e);
    }
    throw noObject(call, null);
  }

  private static ChatException noObject(
      ContentPart.ToolCall call, @org.jspecify.annotations.Nullable Throwable cause) {
    return ChatException.builder(
            ErrorKind.INVALID_REQUEST,
            "The arguments of the tool call '" + call.id() + "' are no JSON object")
        .cause(cause)
        .build();
  }

  private void write(ContentPart.ToolResult result) {
    json.beginObject().field("role", "tool").field("content", result.content());
    String name = toolNames.get(result.callId());
    if (name != null) {
      json.field("tool_name", name);
    }
    json.field("tool_call_id", result.callId()).endObject();
  }

  /** What one message holds, each kind for itself. */
  private static final class Parts implements ContentPart.Visitor<Void> {
    final StringBuilder text = new StringBuilder();
    final StringBuilder thinking = new StringBuilder();
    final List<String> images = new ArrayList<>();
    final List<ContentPart.ToolCall> calls = new ArrayList<>();
    final List<ContentPart.ToolResult> results = new ArrayList<>();

    Parts(Message message) {
      message.parts().forEach(part -> part.accept(this));
    }

    /** Whether there is a message beside the tool results. */
    boolean hasOwn() {
      return results.isEmpty()
          || !text.isEmpty()
          || !thinking.isEmpty()
          || !images.isEmpty()
          || !calls.isEmpty();
    }

    @Override
    public Void text(ContentPart.Text part) {
      text.append(part.text());
      return null;
    }

    @Override
    public Void image(ContentPart.Image part) {
      byte[] data = part.data();
      if (data == null) {
        throw ChatException.builder(
                ErrorKind.INVALID_REQUEST,
                "Ollama takes images by their bytes, not by address: " + part.url())
            .retry(RetryAdvice.ANOTHER_ENDPOINT)
            .nextStep("Fetch the image and send its bytes, or ask another service")
            .build();
      }
      images.add(Base64.getEncoder().encodeToString(data));
      return null;
    }

    @Override
    public Void toolCall(ContentPart.ToolCall part) {
      calls.add(part);
      return null;
    }

    @Override
    public Void toolResult(ContentPart.ToolResult part) {
      results.add(part);
      return null;
    }

    @Override
    public Void reasoning(ContentPart.Reasoning part) {
      if (Thinking.isOurs(part)) {
        thinking.append(part.text());
      }
      return null;
    }

    @Override
    public Void unknown(ContentPart part) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST,
              "Ollama does not take " + part.getClass().getSimpleName() + " in messages")
          .retry(RetryAdvice.ANOTHER_ENDPOINT)
          .nextStep("Leave that out, or ask another service")
          .build();
    }
  }
}
