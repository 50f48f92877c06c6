package dev.runnel.cli.render;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Answer;
import dev.runnel.api.Outcome;
import dev.runnel.cli.markdown.MarkdownStream;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.Output;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import java.util.function.IntSupplier;

/**
 * The answer for a person at a terminal: its Markdown shown as headings, lists and so on while it
 * arrives, its control characters neutralised, exactly one newline at its end.
 */
public final class MarkdownRenderer implements AnswerRenderer {
  private final Output out;
  private final ControlCharacters characters = new ControlCharacters();
  private final MarkdownStream markdown;

  /**
   * @param columns the terminal's width; 0: unknown, then the terminal breaks lines
   */
  public MarkdownRenderer(Output out, IntSupplier columns) {
    this.out = requireNonNull(out, "out is null");
    markdown = new MarkdownStream(out::print, columns);
  }

  @Override
  public void begin(Route route) {}

  @Override
  public void onToken(String token) {
    markdown.write(characters.next(token));
  }

  @Override
  public void whole(Answer answer) {
    onToken(answer.text());
  }

  @Override
  public void outcome(Outcome outcome, int exitCode) {
    markdown.write(characters.end());
    markdown.end();
    // Nothing was shown, and then nothing is to be said, of what failed before its first word.
    if (markdown.anything() || !(outcome instanceof Outcome.Failed)) {
      out.line("");
    }
  }

  @Override
  public void refused(NoEndpointException refusal, int exitCode) {}

  @Override
  public void error(String message, int exitCode) {}
}
