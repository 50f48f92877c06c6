package dev.runnel.gateway.openai;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the {@code messages}. */
final class MessagesReader {
  private static final String CONTENT = "a string or an array of objects";
  private static final Set<String> SPOKEN = Set.of("role", "content");
  private static final Set<String> RESULT = Set.of("role", "content", "tool_call_id");

  private final Leftovers leftovers;
  private final PartsReader parts;
  private final AssistantReader assistant;

  MessagesReader(Leftovers leftovers) {
    this.leftovers = leftovers;
    this.parts = new PartsReader(leftovers);
    this.assistant = new AssistantReader(leftovers, parts);
  }

  List<Message> read(Field messages) {
    List<Message> conversation = new ArrayList<>();
    for (Field message : messages.elements("an array of objects")) {
      conversation.add(message(message.object()));
    }
    if (conversation.isEmpty()) {
      throw messages.invalid("empty array; expected one message or more");
    }
    return conversation;
  }

  private Message message(Field message) {
    Field role = message.need("role");
    return switch (role.text()) {
      case "system", "developer" -> spoken(Role.SYSTEM, message);
      case "user" -> spoken(Role.USER, message);
      case "assistant" -> assistant.read(message);
      case "tool" -> result(message);
      case "function" ->
          throw role.unsupported(
              "functions were replaced by tools; use a message of the role 'tool'.");
      default -> throw role.notAmong("'system', 'developer', 'user', 'assistant', 'tool'");
    };
  }

  private Message spoken(Role role, Field message) {
    leftovers.addOthers(message, SPOKEN);
    return new Message(role, content(message.need("content"), role == Role.USER));
  }

  private List<ContentPart> content(Field content, boolean images) {
    if (content.node().isTextual()) {
      return List.of(new ContentPart.Text(content.text()));
    }
    List<ContentPart> read = new ArrayList<>();
    for (Field part : content.elements(CONTENT)) {
      read.add(images ? parts.ofUser(part) : parts.text(part));
    }
    if (read.isEmpty()) {
      throw content.invalid("empty array; expected one part or more");
    }
    return read;
  }

  private Message result(Field message) {
    leftovers.addOthers(message, RESULT);
    String id = message.need("tool_call_id").text();
    Field content = message.need("content");
    if (content.node().isTextual()) {
      return Message.toolResult(id, content.text());
    }
    StringBuilder text = new StringBuilder();
    for (Field part : content.elements(CONTENT)) {
      text.append(parts.text(part).text());
    }
    return Message.toolResult(id, text.toString());
  }
}
