package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.AnswerParts;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;

/** Keeps an answer until its end, for who shows it in one piece. */
public final class GatheringSink implements TokenSink {
  private final AnswerParts parts = new AnswerParts();

  @Override
  public void onToken(String token) {
    parts.text(token);
  }

  @Override
  public void onReasoning(String text) {
    parts.reasoning(new ChatEvent.Reasoning(text));
  }

  @Override
  public void onReasoningSignature(String signature) {
    parts.signature(new ChatEvent.ReasoningSignature(signature));
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    parts.toolCall(delta);
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    parts.toolResult(new ChatEvent.ToolResult(result));
  }

  /** What there is of the answer, after its end. */
  public Answer answer(Outcome outcome) {
    FinishReason reason =
        outcome.<FinishReason>fold(
            Outcome.Completed::finishReason,
            incomplete -> FinishReason.NOT_GIVEN,
            failed -> FinishReason.NOT_GIVEN,
            cancelled -> FinishReason.NOT_GIVEN);
    return new Answer(
        parts.gathered(),
        outcome instanceof Outcome.Completed,
        reason,
        outcome.usage(),
        outcome.report());
  }
}
