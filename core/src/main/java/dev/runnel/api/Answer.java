package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A gathered answer.
 *
 * @param parts what the model said, in the order in which it arrived: {@link ContentPart.Text},
 *     {@link ContentPart.Reasoning}, {@link ContentPart.ToolCall}, and {@link
 *     ContentPart.ToolResult} where tools were run within the call; unmodifiable
 * @param whole whether it came to its end; false only for what is left of an answer that broke off
 * @param finishReason why the model ended; {@link FinishReason#NOT_GIVEN} where it broke off
 * @param usage tokens used
 * @param report who served the call, and what was dropped
 */
public record Answer(
    List<ContentPart> parts,
    boolean whole,
    FinishReason finishReason,
    Usage usage,
    CallReport report) {
  public Answer {
    parts = List.copyOf(parts);
    requireNonNull(finishReason, "finishReason is null");
    requireNonNull(usage, "usage is null");
    requireNonNull(report, "report is null");
  }

  /** All text, joined; may be empty, for instance where the model only calls tools. */
  public String text() {
    return join(ContentPart.Text.class, ContentPart.Text::text);
  }

  /** What the model showed of its reasoning, joined; empty where it showed none. */
  public String reasoning() {
    return join(ContentPart.Reasoning.class, ContentPart.Reasoning::text);
  }

  /** What the model wants called and nobody has run yet, in its order; unmodifiable. */
  public List<ContentPart.ToolCall> toolCalls() {
    return lastParts().stream()
        .filter(ContentPart.ToolCall.class::isInstance)
        .map(ContentPart.ToolCall.class::cast)
        .toList();
  }

  /**
   * The answer as the message to continue the conversation with; where tools were run within the
   * call, what the model said after the last of them. An answer that broke off, or was cut (at its
   * token limit, by a filter, by a refusal), gives what there is of it without its tool calls:
   * their arguments may be cut, and a service refuses calls that nobody answers. {@link #toolCalls}
   * still has them. Arguments that are {@linkplain ContentPart.ToolCall#isWhole no JSON object} are
   * given back as an empty one, since services refuse anything else.
   *
   * @return of {@link Role#ASSISTANT}, with the {@link #parts} in order; may be empty
   */
  public Message message() {
    List<ContentPart> last = lastParts();
    boolean cut =
        !whole
            || switch (finishReason.kind()) {
              case LENGTH, CONTENT_FILTER, REFUSAL -> true;
              default -> false;
            };
    return new Message(
        Role.ASSISTANT,
        cut
            ? last.stream().filter(part -> !(part instanceof ContentPart.ToolCall)).toList()
            : sendable(last));
  }

  /**
   * All that the call adds to its conversation: {@link #message} and, where tools were run within
   * the call, before it the messages of the model that called them and those with their results.
   *
   * @return the last one is {@link #message}; unmodifiable
   */
  public List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    List<ContentPart> said = new ArrayList<>();
    Role role = Role.ASSISTANT;
    for (ContentPart part : parts.subList(0, parts.size() - lastParts().size())) {
      Role speaker = part instanceof ContentPart.ToolResult ? Role.TOOL : Role.ASSISTANT;
      if (speaker != role) {
        messages.add(new Message(role, sendable(said)));
        said.clear();
        role = speaker;
      }
      said.add(part);
    }
    if (!said.isEmpty()) {
      messages.add(new Message(role, sendable(said)));
    }
    messages.add(message());
    return List.copyOf(messages);
  }

  private static List<ContentPart> sendable(List<ContentPart> said) {
    return said.stream()
        .map(
            part ->
                part instanceof ContentPart.ToolCall call && !call.isWhole()
                    ? new ContentPart.ToolCall(call.id(), call.name(), "{}")
                    : part)
        .toList();
  }

  private List<ContentPart> lastParts() {
    int first = parts.size();
    while (first > 0 && !(parts.get(first - 1) instanceof ContentPart.ToolResult)) {
      first--;
    }
    return parts.subList(first, parts.size());
  }

  private <P extends ContentPart> String join(Class<P> kind, Function<P, String> text) {
    return parts.stream()
        .filter(kind::isInstance)
        .map(part -> text.apply(kind.cast(part)))
        .collect(Collectors.joining());
  }
}
