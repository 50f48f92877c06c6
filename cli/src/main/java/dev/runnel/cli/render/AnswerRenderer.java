package dev.runnel.cli.render;

import dev.runnel.api.Answer;
import dev.runnel.api.Outcome;
import dev.runnel.api.TokenSink;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.Attempt;
import java.util.List;

/**
 * Shows one answer on standard output. As a sink it takes the answer as it comes; {@link #whole}
 * takes it at once. The end is shown by {@link #outcome}, by the thread that waited for it.
 */
public interface AnswerRenderer extends TokenSink {
  /** The request is about to be sent. */
  void begin(Route route);

  /** The whole answer, or what there is of it. */
  void whole(Answer answer);

  /** The answer is whole, and not what was asked for; {@link #outcome} follows. */
  default void unfit(String problem) {}

  /**
   * Who was tried, just before the end. By default: not shown.
   *
   * @param trail in the order of their starts
   */
  default void tried(List<Attempt> trail) {}

  /** The end; the last thing shown. */
  void outcome(Outcome outcome, int exitCode);

  /** Nobody could serve the request; nothing else is shown. */
  void refused(NoEndpointException refusal, int exitCode);

  /** Something other than a call's outcome went wrong; the last thing shown. */
  void error(String message, int exitCode);
}
