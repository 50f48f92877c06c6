package dev.runnel.guard;

import dev.runnel.api.Answer;
import dev.runnel.api.AnswerParts;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;

/** Gathers an answer. */
final class AnswerView implements View {
  private final LongConsumer demand;
  private final CompletableFuture<Answer> future = new CompletableFuture<>();
  private final AnswerParts parts = new AnswerParts();

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
    parts.text(piece);
  }

  @Override
  public void event(ChatEvent event) {
    event.accept(parts);
  }

  @Override
  public void end(Outcome outcome) {
    if (outcome instanceof Outcome.Completed completed) {
      future.complete(gathered(outcome, true, completed.finishReason()));
    } else {
      future.completeExceptionally(
          Unfinished.asThrowable(outcome, gathered(outcome, false, FinishReason.NOT_GIVEN)));
    }
  }

  private Answer gathered(Outcome outcome, boolean whole, FinishReason reason) {
    return new Answer(parts.gathered(), whole, reason, outcome.usage(), outcome.report());
  }
}
