package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.Outcome;
import java.util.Optional;
import java.util.function.Function;

/** Shows an answer and, where it is whole, says whether it is what was asked for. */
public final class CheckedRenderer extends ForwardingRenderer {
  private final Function<String, Optional<String>> check;
  private final int unfitCode;
  private final StringBuilder text = new StringBuilder();
  private Optional<String> problem = Optional.empty();

  /**
   * Over a renderer.
   *
   * @param check what is wrong with a whole answer's text, if anything
   * @param unfitCode the exit code in that case
   */
  public CheckedRenderer(
      AnswerRenderer inner, Function<String, Optional<String>> check, int unfitCode) {
    super(inner);
    this.check = check;
    this.unfitCode = unfitCode;
  }

  /** What was wrong with the answer, if it is whole and something was. */
  public Optional<String> problem() {
    return problem;
  }

  @Override
  public void onToken(String token) {
    text.append(token);
    inner.onToken(token);
  }

  @Override
  public void whole(Answer answer) {
    text.append(answer.text());
    inner.whole(answer);
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    if (outcome instanceof Outcome.Completed) {
      problem = check.apply(text.toString());
    }
    problem.ifPresent(inner::unfit);
    inner.outcome(outcome, problem.isPresent() ? unfitCode : exitCode);
  }
}
