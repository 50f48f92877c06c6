package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One message of a conversation. Immutable.
 *
 * @param role who speaks
 * @param parts what is said, in order; copied, unmodifiable, may be empty
 */
public record Message(Role role, List<ContentPart> parts) {
  public Message {
    requireNonNull(role, "role is null");
    parts = List.copyOf(parts);
  }

  public static Message system(String text) {
    return of(Role.SYSTEM, text);
  }

  public static Message user(String text) {
    return of(Role.USER, text);
  }

  public static Message assistant(String text) {
    return of(Role.ASSISTANT, text);
  }

  /** The result of a tool call that went well. */
  public static Message toolResult(String callId, String content) {
    return new Message(Role.TOOL, List.of(new ContentPart.ToolResult(callId, content, false)));
  }

  /** A message of plain text. */
  public static Message of(Role role, String text) {
    return new Message(role, List.of(new ContentPart.Text(text)));
  }

  /** All text parts joined without separator; empty where there are none. */
  public String text() {
    return parts.stream()
        .filter(ContentPart.Text.class::isInstance)
        .map(part -> ((ContentPart.Text) part).text())
        .collect(Collectors.joining());
  }
}
