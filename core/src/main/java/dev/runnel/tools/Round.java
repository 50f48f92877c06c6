package dev.runnel.tools;

import dev.runnel.api.AnswerParts;
import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.api.Usage;
import dev.runnel.spi.Exchange;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A model answers once: what it says goes on to the exchange of the whole, and is gathered. */
final class Round implements Stage, TokenSink {
  /** How many contents are asked for ahead of the consumer. */
  private static final int AHEAD = 32;

  private final Call call;
  private final Exchange exchange;
  private final int firstIndex;
  private final Usage before;
  private final BiConsumer<Round, Outcome> onEnd;
  private final AnswerParts parts = new AnswerParts();
  private int nextIndex;

  // Guarded by this.
  private @Nullable Call started;
  private int ahead;

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
    this.call = call;
    this.exchange = exchange;
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
  public void onStart(Call given) {
    synchronized (this) {
      started = given;
    }
    if (exchange.wantsMore()) {
      resume();
    }
  }

  @Override
  public void onToken(String token) {
    parts.text(token);
    passed(exchange.token(token));
  }

  @Override
  public void onReasoning(String text) {
    parts.reasoning(new ChatEvent.Reasoning(text));
    passed(exchange.reasoning(text));
  }

  @Override
  public void onReasoningSignature(String signature) {
    parts.signature(new ChatEvent.ReasoningSignature(signature));
    exchange.reasoningSignature(signature);
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    ChatEvent.ToolCallDelta shifted =
        new ChatEvent.ToolCallDelta(
            firstIndex + delta.index(), delta.id(), delta.name(), delta.arguments());
    nextIndex = Math.max(nextIndex, shifted.index() + 1);
    parts.toolCall(shifted);
    passed(exchange.toolCall(shifted));
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    parts.toolResult(new ChatEvent.ToolResult(result));
    passed(exchange.toolResult(result));
  }

  @Override
  public void onUsage(Usage usage) {
    exchange.usage(before.plus(usage));
  }

  @Override
  public void onEnd(Outcome outcome) {
    onEnd.accept(this, outcome);
  }

  /** A content was passed on; asks for more before what was asked for has all come. */
  private void passed(boolean wanted) {
    synchronized (this) {
      ahead--;
    }
    if (wanted) { // else resume() is called when it is
      resume();
    }
  }

  @Override
  public void resume() {
    int more;
    Call from;
    synchronized (this) {
      from = started;
      if (from == null || ahead > AHEAD / 2) {
        return;
      }
      more = AHEAD - ahead;
      ahead = AHEAD;
    }
    from.request(more);
  }

  @Override
  public void abort() {
    call.cancel();
  }
}
