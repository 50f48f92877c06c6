package dev.runnel.tools;

import dev.runnel.api.Call;
import dev.runnel.api.Message;
import java.util.List;

/**
 * A call of a {@link ToolLoop}: its views show all rounds as one answer. Tokens and reasoning are
 * those of every round, tool calls are numbered through, each result follows its call, and usage is
 * the sum.
 */
public interface ToolRun extends Call {
  /**
   * The conversation so far: the request's messages and those of every round that is whole. After
   * the end it is what to continue with, whatever the end was: an answer that broke off is not in
   * it, nor are tool calls without their results, save those that were left to the caller.
   *
   * @return unmodifiable
   */
  List<Message> conversation();
}
