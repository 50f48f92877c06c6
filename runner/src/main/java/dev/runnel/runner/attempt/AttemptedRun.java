package dev.runnel.runner.attempt;

import dev.runnel.api.Call;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Outcome;
import dev.runnel.guard.ForwardingCall;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The guarded call of all attempts, with what only a runner can tell. */
final class AttemptedRun extends ForwardingCall implements RunnerCall {
  private final ChatRequest request;
  private final Route route;
  private final AttemptedCall attempts;
  private final Trail trail;
  private final Runnable onView;
  private final CompletionStage<Outcome> outcome;

  /**
   * Wraps a call.
   *
   * @param onView told before the call gets its view
   */
  AttemptedRun(
      ChatRequest request,
      Call call,
      Route route,
      AttemptedCall attempts,
      Trail trail,
      Runnable onView) {
    super(call);
    this.request = request;
    this.route = route;
    this.attempts = attempts;
    this.trail = trail;
    this.onView = onView;
    this.outcome = call.outcome().thenApply(this::ended);
  }

  private Outcome ended(Outcome result) {
    attempts.stopWhatIsOver();
    trail.ended(this, result);
    return result;
  }

  @Override
  public ChatRequest request() {
    return request;
  }

  @Override
  protected void viewed() {
    trail.of(this);
    attempts.viewed();
    onView.run();
  }

  @Override
  public CompletionStage<Outcome> outcome() {
    return outcome;
  }

  @Override
  public Route route() {
    return route;
  }

  @Override
  public List<Attempt> trail() {
    attempts.stopWhatIsOver();
    return trail.attempts();
  }

  @Override
  public Optional<Candidate> failed() {
    return trail.failed();
  }
}
