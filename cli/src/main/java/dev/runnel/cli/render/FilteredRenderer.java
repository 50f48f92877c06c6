package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.Outcome;

/** Shows of an answer's text what a filter lets through. */
public final class FilteredRenderer extends ForwardingRenderer {
  private final TextFilter filter;

  public FilteredRenderer(AnswerRenderer inner, TextFilter filter) {
    super(inner);
    this.filter = filter;
  }

  @Override
  public void onToken(String token) {
    show(filter.next(token));
  }

  @Override
  public void whole(Answer answer) {
    onToken(answer.text());
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    show(filter.end());
    inner.outcome(outcome, exitCode);
  }

  private void show(String text) {
    if (!text.isEmpty()) {
      inner.onToken(text);
    }
  }
}
