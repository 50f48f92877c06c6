package dev.runnel.provider.openai;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.http.json.JsonWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Writes the {@code messages}. A message of text alone is a string, since not every server takes
 * parts; the results of tools are messages of their own. What a role cannot say is refused.
 */
final class Conversation {
  private final JsonWriter json;
  private final String systemRole;
  private final String reasoningBack;

  /**
   * @param systemRole the role of system messages
   * @param reasoningBack the field for reasoning beside tool calls, or {@code none}
   */
  Conversation(JsonWriter json, String systemRole, String reasoningBack) {
    this.json = json;
    this.systemRole = systemRole;
    this.reasoningBack = reasoningBack;
  }

  void write(List<Message> messages) {
    json.beginArray();
    for (Message message : messages) {
      switch (message.role()) {
        case SYSTEM -> text(message);
        case USER -> user(message);
        case ASSISTANT -> assistant(message);
        case TOOL -> message.parts().forEach(part -> part.accept(new Result(message.role())));
      }
    }
    json.endArray();
  }

  private void text(Message message) {
    message.parts().forEach(part -> part.accept(new TextOnly(message.role())));
    json.beginObject().field("role", systemRole).field("content", message.text()).endObject();
  }

  private void user(Message message) {
    boolean texts = message.parts().stream().allMatch(ContentPart.Text.class::isInstance);
    json.beginObject().field("role", "user").name("content");
    if (texts) {
      json.value(message.text());
    } else {
      json.beginArray();
      message.parts().forEach(part -> part.accept(new UserPart()));
      json.endArray();
    }
    json.endObject();
  }

  private void assistant(Message message) {
    AssistantParts parts = new AssistantParts();
    message.parts().forEach(part -> part.accept(parts));
    json.beginObject().field("role", "assistant").name("content");
    if (parts.text.isEmpty() && !parts.calls.isEmpty()) {
      json.nullValue();
    } else {
      json.value(parts.text.toString());
    }
    if (!parts.calls.isEmpty()) {
      // DeepSeek refuses a message with calls that lacks the field, also where nothing was thought.
      if (!reasoningBack.equals("none")) {
        json.field(reasoningBack, parts.reasoning.toString());
      }
      json.name("tool_calls").beginArray();
      parts.calls.forEach(this::call);
      json.endArray();
    }
    json.endObject();
  }

  private void call(ContentPart.ToolCall call) {
    String arguments = call.argumentsJson();
    json.beginObject()
        .field("id", call.id())
        .field("type", "function")
        .name("function")
        .beginObject()
        .field("name", call.name())
        // Servers that read the arguments fail on a text that is no JSON.
        .field("arguments", arguments.isBlank() ? "{}" : arguments)
        .endObject()
        .endObject();
  }

  private static ChatException refused(ContentPart part, Role role) {
    return ChatException.builder(
            ErrorKind.INVALID_REQUEST,
            "A "
                + role.wireName()
                + " message cannot hold a "
                + part.getClass().getSimpleName()
                + " in this protocol")
        .nextStep("Leave it out, move it to another message, or ask a service that takes it")
        .build();
  }

  private record TextOnly(Role role) implements ContentPart.Visitor<Boolean> {
    @Override
    public Boolean text(ContentPart.Text text) {
      return true;
    }

    @Override
    public Boolean unknown(ContentPart part) {
      throw refused(part, role);
    }
  }

  private final class UserPart implements ContentPart.Visitor<JsonWriter> {
    @Override
    public JsonWriter text(ContentPart.Text text) {
      return json.beginObject().field("type", "text").field("text", text.text()).endObject();
    }

    @Override
    public JsonWriter image(ContentPart.Image image) {
      return json.beginObject()
          .field("type", "image_url")
          .name("image_url")
          .beginObject()
          .field("url", address(image))
          .endObject()
          .endObject();
    }

    private String address(ContentPart.Image image) {
      byte[] data = image.data();
      return data == null
          ? String.valueOf(image.url())
          : "data:" + image.mediaType() + ";base64," + Base64.getEncoder().encodeToString(data);
    }

    @Override
    public JsonWriter unknown(ContentPart part) {
      throw refused(part, Role.USER);
    }
  }

  private static final class AssistantParts implements ContentPart.Visitor<Boolean> {
    final StringBuilder text = new StringBuilder();
    final StringBuilder reasoning = new StringBuilder();
    final List<ContentPart.ToolCall> calls = new ArrayList<>();

    @Override
    public Boolean text(ContentPart.Text part) {
      text.append(part.text());
      return true;
    }

    @Override
    public Boolean toolCall(ContentPart.ToolCall call) {
      return calls.add(call);
    }

    /** What is signed is another service's; what was thought is no part of what was said. */
    @Override
    public Boolean reasoning(ContentPart.Reasoning part) {
      if (part.signatureIfAny().isEmpty()) {
        reasoning.append(part.text());
      }
      return true;
    }

    @Override
    public Boolean unknown(ContentPart part) {
      throw refused(part, Role.ASSISTANT);
    }
  }

  private final class Result implements ContentPart.Visitor<JsonWriter> {
    private final Role role;

    Result(Role role) {
      this.role = role;
    }

    @Override
    public JsonWriter toolResult(ContentPart.ToolResult result) {
      return json.beginObject()
          .field("role", "tool")
          .field("tool_call_id", result.callId())
          .field("content", result.content())
          .endObject();
    }

    @Override
    public JsonWriter unknown(ContentPart part) {
      throw refused(part, role);
    }
  }
}
