package dev.runnel.tools;

import dev.runnel.api.AnswerParts;
import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.guard.Relay;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.function.BiConsumer;

/** A model answers once: what it says goes on to the exchange of the whole, and is gathered. */
final class Round extends Relay implements Stage {
  private final Call call;
  private final int firstIndex;
  private final Usage before;
  private final BiConsumer<Round, Outcome> onEnd;
  private final AnswerParts parts = new AnswerParts();
  private int nextIndex;

  /**
   * Prepares a round.
   *
   * @param firstIndex how many tool calls there were before
   * @param before what the rounds before have used
   */
  Round(
      Call call,
      Exchange exchange,
      int firstIndex,
      Usage before,
      BiConsumer<Round, Outcome> onEnd) {
    super(exchange);
    this.call = call;
    this.firstIndex = firstIndex;
    this.nextIndex = firstIndex;
    this.before = before;
    this.onEnd = onEnd;
  }

  /** Asks the model. */
  void start() {
    call.stream(this);
  }

  List<ContentPart> parts() {
    return parts.gathered();
  }

  /** How many tool calls there were with this round. */
  int nextIndex() {
    return nextIndex;
  }

  @Override
  public void onToken(String token) {
    parts.text(token);
    super.onToken(token);
  }

  @Override
  public void onReasoning(String text) {
    parts.reasoning(new ChatEvent.Reasoning(text));
    super.onReasoning(text);
  }

  @Override
  public void onReasoningSignature(String signature) {
    parts.signature(new ChatEvent.ReasoningSignature(signature));
    super.onReasoningSignature(signature);
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    ChatEvent.ToolCallDelta shifted =
        new ChatEvent.ToolCallDelta(
            firstIndex + delta.index(), delta.id(), delta.name(), delta.arguments());
    nextIndex = Math.max(nextIndex, shifted.index() + 1);
    parts.toolCall(shifted);
    super.onToolCall(shifted);
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    parts.toolResult(new ChatEvent.ToolResult(result));
    super.onToolResult(result);
  }

  @Override
  public void onUsage(Usage usage) {
    super.onUsage(before.plus(usage));
  }

  @Override
  public void onEnd(Outcome outcome) {
    onEnd.accept(this, outcome);
  }

  @Override
  public void abort() {
    call.cancel();
  }
}
