package dev.runnel.runner.attempt;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Timeouts;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import dev.runnel.runner.health.Healths;
import dev.runnel.runner.policy.AttemptSettings;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import dev.runnel.spi.ConfigurationException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes calls that are tried until one candidate answers. Safe to use from any thread. */
public final class Attempts implements AutoCloseable {
  /** No clock of the whole but the total: the rest are the attempts'. */
  private static final Duration THE_ATTEMPTS = Duration.ofSeconds(Long.MAX_VALUE);

  private final AttemptSettings settings;
  private final BackOff backOff;
  private final GuardSettings guard;
  private final CallRuntime runtime;
  private final Healths healths;
  private final Planner planner;
  private final Access access;
  private final Admission admission;
  private final List<RunnerObserver> observers;
  private final Set<ChatClient> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  @Inject
  Attempts(
      AttemptOptions options,
      GuardSettings guard,
      CallRuntime runtime,
      Healths healths,
      Planner planner,
      Access access,
      Admission admission) {
    this.settings = options.settings();
    this.backOff = new BackOff(options.settings(), options.random());
    this.observers = options.observers();
    // A relay heeds demand; what its consumer has not taken is bounded by what was asked for.
    this.guard = guard.withMaxBufferedBytes(Integer.MAX_VALUE).withLenientEnd(false);
    this.runtime = runtime;
    this.healths = healths;
    this.planner = planner;
    this.access = access;
    this.admission = admission;
  }

  AttemptSettings settings() {
    return settings;
  }

  BackOff backOff() {
    return backOff;
  }

  CallRuntime runtime() {
    return runtime;
  }

  Healths healths() {
    return healths;
  }

  Access access() {
    return access;
  }

  Admission admission() {
    return admission;
  }

  /**
   * A handle for a request on its route; does no I/O.
   *
   * @param route with a candidate
   * @param observer hears of this call alone, after those who hear of all
   * @throws ConfigurationException when the only candidate's provider refuses its configuration
   * @throws ChatException when the only candidate's provider fails to connect
   * @throws IllegalStateException when this is closed
   */
  public RunnerCall call(Route route, RunnerObserver observer) {
    if (closed) {
      throw new IllegalStateException("The runner is closed");
    }
    Plan plan = planner.plan(route);
    Candidate first = plan.candidates().get(0);
    prepare(first, plan.candidates().size() == 1);
    Timeouts clocks = route.request().timeouts().orElse(guard.timeouts());
    ChatRequest request =
        ChatRequest.builder(route.request()).model(first.model().orElse(null)).build();
    List<RunnerObserver> all = new ArrayList<>(observers);
    all.add(observer);
    Trail trail = new Trail(all);
    AttemptedCall driver = new AttemptedCall(this, plan, route, clocks, trail);
    ChatClient guarded =
        Guard.guard(
            driver, first.endpoint().provider().id(), first.endpoint().id(), guard, runtime);
    Timeouts whole = clocks.withFirstContent(THE_ATTEMPTS).withIdle(THE_ATTEMPTS);
    Call call = guarded.call(ChatRequest.builder(request).timeouts(whole).build());
    driver.cancelWhole(call::cancel);
    return new AttemptedRun(request, call, route, driver, trail, () -> began(guarded, call));
  }

  /** Shows mistakes early; but where somebody else can serve, they are only his failure. */
  private void prepare(Candidate first, boolean alone) {
    try {
      access.prepare(first);
    } catch (ConfigurationException | ChatException e) {
      if (alone) {
        throw e;
      }
    }
  }

  private void began(ChatClient guarded, Call call) {
    running.add(guarded);
    call.outcome().whenComplete((outcome, never) -> running.remove(guarded));
    if (closed) { // since the handle was made, perhaps after the others were cancelled
      guarded.close();
    }
  }

  /** Cancels the calls under way. Idempotent. */
  @Override
  public void close() {
    closed = true;
    running.forEach(ChatClient::close);
  }
}
