package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A gathered answer.
 *
 * @param text the answer; may be empty, for instance where the model only calls tools
 * @param reasoning what the model showed of its reasoning; empty where it showed none
 * @param toolCalls what the model wants called, in its order; unmodifiable
 * @param finishReason why the model ended
 * @param usage tokens used
 * @param report who served the call, and what was dropped
 */
public record Answer(
    String text,
    String reasoning,
    List<ContentPart.ToolCall> toolCalls,
    FinishReason finishReason,
    Usage usage,
    CallReport report) {
  public Answer {
    requireNonNull(text, "text is null");
    requireNonNull(reasoning, "reasoning is null");
    toolCalls = List.copyOf(toolCalls);
    requireNonNull(finishReason, "finishReason is null");
    requireNonNull(usage, "usage is null");
    requireNonNull(report, "report is null");
  }
}
