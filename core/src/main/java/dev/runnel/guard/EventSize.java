package dev.runnel.guard;

import dev.runnel.api.ChatEvent;

/** How much an event weighs in the bounds on what waits for its consumer. */
final class EventSize implements ChatEvent.Visitor<Integer> {
  private static final EventSize SIZE = new EventSize();

  private EventSize() {}

  static int of(ChatEvent event) {
    return event.accept(SIZE);
  }

  @Override
  public Integer token(ChatEvent.Token token) {
    return token.text().length();
  }

  @Override
  public Integer reasoning(ChatEvent.Reasoning reasoning) {
    return reasoning.text().length();
  }

  @Override
  public Integer toolCall(ChatEvent.ToolCallDelta delta) {
    return delta.arguments().length()
        + delta.id().map(String::length).orElse(0)
        + delta.name().map(String::length).orElse(0);
  }

  @Override
  public Integer signature(ChatEvent.ReasoningSignature signature) {
    return signature.signature().length();
  }

  @Override
  public Integer toolResult(ChatEvent.ToolResult result) {
    return result.result().content().length();
  }

  @Override
  public Integer unknown(ChatEvent event) {
    return 0;
  }
}
