package dev.runnel.runner.pool;

import dev.runnel.api.ChatException;
import dev.runnel.api.RetryAdvice;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;

/**
 * Remembers of each attempt what pools go by: how fast it was, and whose conversation it served.
 */
public final class PoolMemory implements RunnerObserver {
  private final Latencies latencies;
  private final Conversations conversations;

  PoolMemory(Latencies latencies, Conversations conversations) {
    this.latencies = latencies;
    this.conversations = conversations;
  }

  @Override
  public void onAttemptEnd(RunnerCall call, Attempt attempt) {
    if (attempt.firstContent().isPresent()) {
      latencies.measured(attempt.target(), attempt.firstContent().get());
      remember(call, attempt);
    } else if (attempt.result() == Attempt.Result.OVERTAKEN) {
      latencies.measured(attempt.target(), attempt.took()); // it would have taken longer still
    } else if (attempt.result() == Attempt.Result.FAILED
        && attempt.failure().filter(PoolMemory::isNoFaultOfTheRequest).isPresent()) {
      latencies.failed(attempt.target(), attempt.took());
    }
  }

  private static boolean isNoFaultOfTheRequest(ChatException failure) {
    return failure.retry().scope() != RetryAdvice.Scope.NEVER;
  }

  private void remember(RunnerCall call, Attempt attempt) {
    call.route()
        .pool()
        .filter(pool -> pool.sticky())
        .ifPresent(
            pool ->
                call.request()
                    .conversationId()
                    .ifPresent(id -> conversations.served(pool.name(), id, attempt.target())));
  }
}
