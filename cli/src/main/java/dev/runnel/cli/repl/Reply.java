package dev.runnel.cli.repl;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Message;
import dev.runnel.api.Outcome;
import java.util.List;

/**
 * What came of a question.
 *
 * @param outcome how the call ended
 * @param messages what it adds to the conversation; empty: nothing was answered
 */
public record Reply(Outcome outcome, List<Message> messages) {
  public Reply {
    requireNonNull(outcome, "outcome is null");
    messages = List.copyOf(messages);
  }
}
