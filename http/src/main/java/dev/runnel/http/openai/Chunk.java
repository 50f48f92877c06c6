package dev.runnel.http.openai;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says. It is filled completely before anything is told, so that a malformed event
 * tells nothing, and reused from event to event.
 */
final class Chunk {
  @Nullable String id;
  @Nullable String model;
  @Nullable String reasoningContent;
  @Nullable String reasoning;
  @Nullable String thinking;
  @Nullable String text;
  @Nullable String refusal;
  final List<OpenAiToolCallDelta> toolCalls = new ArrayList<>();
  @Nullable OpenAiUsage usage;
  @Nullable String finishReason;
  @Nullable OpenAiError error;

  void clear() {
    id = null;
    model = null;
    usage = null;
    error = null;
    clearChoice();
  }

  void clearChoice() {
    finishReason = null;
    clearMessage();
  }

  void clearMessage() {
    reasoningContent = null;
    reasoning = null;
    thinking = null;
    text = null;
    refusal = null;
    toolCalls.clear();
  }

  void set(Content content, @Nullable String value) {
    switch (content) {
      case TEXT -> text = value;
      case REFUSAL -> refusal = value;
      case REASONING -> reasoning = value;
      case REASONING_CONTENT -> reasoningContent = value;
    }
  }

  void copyFrom(Chunk other) {
    id = other.id;
    model = other.model;
    reasoningContent = other.reasoningContent;
    reasoning = other.reasoning;
    thinking = other.thinking;
    text = other.text;
    refusal = other.refusal;
    toolCalls.clear();
    for (int i = 0; i < other.toolCalls.size(); i++) {
      toolCalls.add(other.toolCalls.get(i));
    }
    usage = other.usage;
    finishReason = other.finishReason;
    error = other.error;
  }

  void tell(OpenAiListener listener) {
    if (id != null) {
      listener.onId(id);
    }
    if (model != null) {
      listener.onModel(model);
    }
    tellContent(listener);
    if (usage != null) {
      listener.onUsage(usage);
    }
    if (error != null) {
      listener.onError(error);
    } else if (finishReason != null) {
      listener.onFinish(finishReason);
    }
  }

  private void tellContent(OpenAiListener listener) {
    // vLLM and others send the same reasoning under both names.
    String thought =
        reasoningContent == null || reasoningContent.isEmpty() ? reasoning : reasoningContent;
    if (thought == null || thought.isEmpty()) {
      thought = thinking;
    }
    if (thought != null && !thought.isEmpty()) {
      listener.onReasoning(thought);
    }
    if (text != null && !text.isEmpty()) {
      listener.onText(text);
    }
    if (refusal != null && !refusal.isEmpty()) {
      listener.onRefusal(refusal);
    }
    for (int i = 0; i < toolCalls.size(); i++) {
      listener.onToolCall(toolCalls.get(i));
    }
  }
}
