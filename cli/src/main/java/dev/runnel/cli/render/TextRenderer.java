package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.Outcome;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.Output;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;

/**
 * The answer's text and nothing else, then exactly one newline. On a terminal control characters
 * are neutralised; elsewhere each byte arrives as the service meant it.
 */
public final class TextRenderer implements AnswerRenderer {
  private final Output out;
  private final ControlCharacters characters = new ControlCharacters();
  private boolean printed;

  public TextRenderer(Output out) {
    this.out = out;
  }

  @Override
  public void begin(Route route) {}

  @Override
  public void onToken(String token) {
    printed = true;
    out.print(out.terminal() ? characters.next(token) : token);
  }

  @Override
  public void whole(Answer answer) {
    if (!answer.text().isEmpty()) {
      onToken(answer.text());
    }
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    // Behind Ctrl-C a terminal's next prompt would stand on the same line.
    boolean interrupted = outcome instanceof Outcome.Cancelled && out.terminal();
    if (printed || interrupted || outcome instanceof Outcome.Completed) {
      out.line(characters.end());
    }
  }

  @Override
  public void refused(NoEndpointException refusal, int exitCode) {}

  @Override
  public void error(String message, int exitCode) {}
}
