package dev.runnel.cli.repl;

import dev.runnel.api.Message;
import dev.runnel.cli.render.AnswerRenderer;
import dev.runnel.runner.route.Endpoint;
import java.util.List;
import java.util.Optional;

/** Who answers in a conversation. */
public interface Answerer {
  /**
   * Asks, shows the answer as it comes, and says what went wrong.
   *
   * @param messages the conversation; its last message is the question
   * @return empty: nothing was sent, and why has been said
   */
  Optional<Reply> ask(List<Message> messages, Addressee to, AnswerRenderer shown);

  /**
   * Who would answer, as {@code endpoint/model}. Sends nothing.
   *
   * @throws RuntimeException when nobody would, for {@link #explain}
   */
  String whoAnswers(Addressee to);

  /** What is asked next has nothing to do with what was asked before. */
  void beginAnew();

  /** Says what went wrong. */
  void explain(RuntimeException failure);

  /** All that can be named. */
  List<Endpoint> endpoints();
}
