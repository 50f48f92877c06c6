package dev.runnel.cli.repl;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.cli.render.ForwardingRenderer;
import dev.runnel.runner.route.Route;
import java.util.function.LongSupplier;

/** Takes the time of what another renderer shows. */
final class Timing extends ForwardingRenderer {
  private final LongSupplier nanos;
  private long asked;
  private long firstContent;
  private long ended;
  private boolean anything;

  /**
   * @param nanos a clock
   */
  Timing(AnswerRenderer shown, LongSupplier nanos) {
    super(shown);
    this.nanos = nanos;
  }

  /** How long it took. */
  Pace pace() {
    return new Pace(asked, anything ? firstContent : ended, ended);
  }

  private void content() {
    if (!anything) {
      anything = true;
      firstContent = nanos.getAsLong();
    }
  }

  @Override
  public void begin(Route route) {
    asked = nanos.getAsLong();
    super.begin(route);
  }

  @Override
  public void onToken(String token) {
    content();
    super.onToken(token);
  }

  @Override
  public void onReasoning(String text) {
    content();
    super.onReasoning(text);
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    content();
    super.onToolCall(delta);
  }

  @Override
  public void whole(Answer answer) {
    content();
    super.whole(answer);
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    ended = nanos.getAsLong();
    super.outcome(outcome, exitCode);
  }
}
