package dev.runnel.runner.limit;

import dev.runnel.api.ChatRequest;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.attempt.Admission;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.EndpointLoad;
import dev.runnel.runner.route.Candidate;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A gate before each endpoint that is asked. Safe to use from any thread. */
public final class Gates implements Admission {
  private final LimitTable limits;
  private final CallRuntime runtime;
  private final UnderWay underWay;
  private final ConcurrentMap<String, EndpointGate> gates = new ConcurrentHashMap<>();

  @Inject
  Gates(LimitTable limits, CallRuntime runtime, UnderWay underWay) {
    this.limits = limits;
    this.runtime = runtime;
    this.underWay = underWay;
  }

  @Override
  public CompletableFuture<Permit> enter(Candidate candidate, ChatRequest request, Duration left) {
    return gates
        .computeIfAbsent(candidate.endpoint().id(), this::open)
        .enter(request, Optional.of(left), underWay.began(candidate.toString()));
  }

  private EndpointGate open(String endpoint) {
    EndpointLimits most = limits.of(endpoint);
    return new EndpointGate(endpoint, most, runtime.timekeeper(), runtime.lateDelivery());
  }

  /** How full those are that were asked for anything, by id. */
  public List<EndpointLoad> load() {
    return gates.values().stream()
        .map(EndpointGate::load)
        .sorted(Comparator.comparing(EndpointLoad::endpoint))
        .toList();
  }
}
