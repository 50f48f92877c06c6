package dev.runnel.cli.repl;

import dev.runnel.api.Answer;
import dev.runnel.api.AnswerParts;
import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps what another renderer shows, and when it came. */
final class Gathering implements AnswerRenderer {
  private final AnswerRenderer shown;
  private final LongSupplier nanos;
  private final AnswerParts parts = new AnswerParts();
  private long began;
  private long firstContent;
  private long ended;
  private boolean anything;

  /**
   * @param nanos a clock
   */
  Gathering(AnswerRenderer shown, LongSupplier nanos) {
    this.shown = shown;
    this.nanos = nanos;
  }

  /** What the call adds to the conversation; empty where nothing came. */
  List<Message> messages(Outcome outcome) {
    boolean whole = outcome instanceof Outcome.Completed;
    FinishReason reason =
        outcome instanceof Outcome.Completed completed
            ? completed.finishReason()
            : FinishReason.NOT_GIVEN;
    Answer answer = new Answer(parts.gathered(), whole, reason, outcome.usage(), outcome.report());
    return answer.messages().stream().filter(message -> !message.parts().isEmpty()).toList();
  }

  /** How long it took. */
  Pace pace() {
    return new Pace(began, anything ? firstContent : ended, ended);
  }

  private void content() {
    if (!anything) {
      anything = true;
      firstContent = nanos.getAsLong();
    }
  }

  @Override
  public void begin(Route route) {
    began = nanos.getAsLong();
    shown.begin(route);
  }

  @Override
  public void onStart(Call call) {
    shown.onStart(call);
  }

  @Override
  public void onToken(String token) {
    content();
    parts.text(token);
    shown.onToken(token);
  }

  @Override
  public void onReasoning(String text) {
    content();
    parts.reasoning(new ChatEvent.Reasoning(text));
    shown.onReasoning(text);
  }

  @Override
  public void onReasoningSignature(String signature) {
    parts.signature(new ChatEvent.ReasoningSignature(signature));
    shown.onReasoningSignature(signature);
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    content();
    parts.toolCall(delta);
    shown.onToolCall(delta);
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    content();
    parts.toolResult(new ChatEvent.ToolResult(result));
    shown.onToolResult(result);
  }

  @Override
  public void onUsage(Usage usage) {
    shown.onUsage(usage);
  }

  @Override
  public void onEnd(Outcome outcome) {
    shown.onEnd(outcome);
  }

  @Override
  public void whole(Answer answer) {
    answer.parts().stream()
        .filter(ContentPart.Text.class::isInstance)
        .forEach(part -> parts.text(((ContentPart.Text) part).text()));
    content();
    shown.whole(answer);
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    ended = nanos.getAsLong();
    shown.outcome(outcome, exitCode);
  }

  @Override
  public void refused(NoEndpointException refusal, int exitCode) {
    shown.refused(refusal, exitCode);
  }

  @Override
  public void error(String message, int exitCode) {
    shown.error(message, exitCode);
  }
}
