package dev.runnel.cli.render;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.TokenSink;
import java.util.Optional;

/** Hands the parts of a whole answer to a sink, as if each had come in one piece. */
final class WholeParts implements ContentPart.Visitor<Boolean> {
  private final TokenSink sink;
  private int calls;

  WholeParts(TokenSink sink) {
    this.sink = sink;
  }

  @Override
  public Boolean text(ContentPart.Text text) {
    sink.onToken(text.text());
    return true;
  }

  @Override
  public Boolean reasoning(ContentPart.Reasoning reasoning) {
    if (!reasoning.text().isEmpty()) {
      sink.onReasoning(reasoning.text());
    }
    reasoning.signatureIfAny().ifPresent(sink::onReasoningSignature);
    return true;
  }

  @Override
  public Boolean toolCall(ContentPart.ToolCall call) {
    sink.onToolCall(
        new ChatEvent.ToolCallDelta(
            calls++, Optional.of(call.id()), Optional.of(call.name()), call.argumentsJson()));
    return true;
  }

  @Override
  public Boolean toolResult(ContentPart.ToolResult result) {
    sink.onToolResult(result);
    return true;
  }

  @Override
  public Boolean unknown(ContentPart part) {
    return false;
  }
}
