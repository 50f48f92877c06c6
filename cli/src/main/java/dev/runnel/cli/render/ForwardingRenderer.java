package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;

/** Hands everything on to another; what shall be different is overridden. */
public abstract class ForwardingRenderer implements AnswerRenderer {
  protected final AnswerRenderer inner;

  protected ForwardingRenderer(AnswerRenderer inner) {
    this.inner = inner;
  }

  @Override
  public void begin(Route route) {
    inner.begin(route);
  }

  @Override
  public void onStart(Call call) {
    inner.onStart(call);
  }

  @Override
  public void onToken(String token) {
    inner.onToken(token);
  }

  @Override
  public void onReasoning(String text) {
    inner.onReasoning(text);
  }

  @Override
  public void onReasoningSignature(String signature) {
    inner.onReasoningSignature(signature);
  }

  @Override
  public void onToolCall(ChatEvent.ToolCallDelta delta) {
    inner.onToolCall(delta);
  }

  @Override
  public void onToolResult(ContentPart.ToolResult result) {
    inner.onToolResult(result);
  }

  @Override
  public void onUsage(Usage usage) {
    inner.onUsage(usage);
  }

  @Override
  public void onEnd(Outcome outcome) {
    inner.onEnd(outcome);
  }

  @Override
  public void whole(Answer answer) {
    inner.whole(answer);
  }

  @Override
  public void unfit(String problem) {
    inner.unfit(problem);
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    inner.outcome(outcome, exitCode);
  }

  @Override
  public void refused(NoEndpointException refusal, int exitCode) {
    inner.refused(refusal, exitCode);
  }

  @Override
  public void error(String message, int exitCode) {
    inner.error(message, exitCode);
  }
}
