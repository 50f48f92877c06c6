package dev.runnel.guard;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ContentPart;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** Gathers an answer. */
final class AnswerView implements View {
  private final LongConsumer demand;
  private final CompletableFuture<Answer> future = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final TreeMap<Integer, PartialToolCall> toolCalls = new TreeMap<>();
  private final ChatEvent.Visitor<Boolean> events =
      new ChatEvent.Visitor<>() {
        @Override
        public Boolean reasoning(ChatEvent.Reasoning piece) {
          reasoning.append(piece.text());
          return true;
        }

        @Override
        public Boolean toolCall(ChatEvent.ToolCallDelta delta) {
          toolCalls.computeIfAbsent(delta.index(), index -> new PartialToolCall()).add(delta);
          return true;
        }

        @Override
        public Boolean unknown(ChatEvent event) {
          return false;
        }
      };

  AnswerView(LongConsumer demand) {
    this.demand = demand;
  }

  CompletableFuture<Answer> future() {
    return future;
  }

  @Override
  public void start() {
    demand.accept(Long.MAX_VALUE);
  }

  @Override
  public void token(String piece) {
    text.append(piece);
  }

  @Override
  public void event(ChatEvent event) {
    event.accept(events);
  }

  @Override
  public void end(Outcome outcome) {
    Answer answer = gathered(outcome);
    if (outcome instanceof Outcome.Completed) {
      future.complete(answer);
    } else {
      future.completeExceptionally(Unfinished.asThrowable(outcome, answer));
    }
  }

  private Answer gathered(Outcome outcome) {
    List<ContentPart.ToolCall> calls = new ArrayList<>();
    toolCalls.forEach((index, partial) -> calls.add(partial.toToolCall()));
    FinishReason reason =
        outcome instanceof Outcome.Completed completed
            ? completed.finishReason()
            : FinishReason.NOT_GIVEN;
    return new Answer(
        text.toString(), reasoning.toString(), calls, reason, outcome.usage(), outcome.report());
  }

  /** A tool call whose pieces still arrive. */
  private static final class PartialToolCall {
    private String id = "";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();

    void add(ChatEvent.ToolCallDelta delta) {
      id = delta.id().orElse(id);
      name = delta.name().orElse(name);
      arguments.append(delta.arguments());
    }

    ContentPart.ToolCall toToolCall() {
      return new ContentPart.ToolCall(id, name, arguments.toString());
    }
  }
}
