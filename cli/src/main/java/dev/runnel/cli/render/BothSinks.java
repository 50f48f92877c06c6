package dev.runnel.cli.render;

import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;

/**
 * Tells two sinks the same, the first before the second.
 *
 * @param first gets what the second asks for; throws nothing
 * @param second asks for as much as it can take
 */
public record BothSinks(TokenSink first, TokenSink second) implements TokenSink {
  @Override
  public void onStart(Call call) {
    second.onStart(call);
  }

  @Override
  public void onToken(String token) {
    first.onToken(token);
    second.onToken(token);
  }

  @Override
  public void onReasoning(String text) {
    first.onReasoning(text);
    second.onReasoning(text);
  }

  @Override
  public void onReasoningSignature(String signature) {
    first.onReasoningSignature(signature);
    second.onReasoningSignature(signature);
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    first.onToolCall(delta);
    second.onToolCall(delta);
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    first.onToolResult(result);
    second.onToolResult(result);
  }

  @Override
  public void onUsage(Usage usage) {
    first.onUsage(usage);
    second.onUsage(usage);
  }

  @Override
  public void onEnd(Outcome outcome) {
    first.onEnd(outcome);
    second.onEnd(outcome);
  }
}
