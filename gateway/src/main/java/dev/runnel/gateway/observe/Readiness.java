package dev.runnel.gateway.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.config.live.Lease;
import dev.runnel.config.live.LiveRunner;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.BreakerState;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests should come here: not while the gateway drains, and not where no endpoint could
 * serve any. Safe to use from any thread.
 */
public final class Readiness {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Verdict DRAINING = new Verdict(false, Map.of("gateway", "draining"));

  /** However often somebody asks, nobody is bothered more often than that. */
  private static final long GOOD_NANOS = Duration.ofSeconds(1).toNanos();

  private final Supplier<Verdict> look;
  private final LongSupplier nanos;
  private volatile boolean draining;

  // Guarded by this.
  private @Nullable CompletableFuture<Verdict> latest;
  private long madeAt;

  /** Whether the endpoints of a runner could serve. */
  public Readiness(LiveRunner live) {
    this(() -> look(live), live.timekeeper()::nanos);
  }

  /**
   * Whether a look says so.
   *
   * @param look may block
   * @param nanos as {@link System#nanoTime()}
   */
  Readiness(Supplier<Verdict> look, LongSupplier nanos) {
    this.look = look;
    this.nanos = nanos;
  }

  /**
   * The verdict.
   *
   * @param ready whether requests should come
   * @param reasons why not; empty where they should. Ids of endpoints and codes, nothing secret
   */
  public record Verdict(boolean ready, Map<String, String> reasons) {
    public Verdict {
      reasons = Map.copyOf(reasons);
    }

    /** As a JSON document. */
    public String json() {
      ObjectNode document = JSON.createObjectNode().put("ready", ready);
      if (!reasons.isEmpty()) {
        new TreeMap<>(reasons).forEach(document.putObject("reasons")::put);
      }
      try {
        return JSON.writeValueAsString(document) + "\n";
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("JSON cannot be written", e);
      }
    }
  }

  /** From now on no requests should come. */
  public void drain() {
    draining = true;
  }

  /** Whether no requests should come any more. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Whether requests should come now, as it was at most 1 s ago. There is one look at a time,
   * however many ask.
   *
   * @param blocking runs the look where one is needed: it looks for local services, where nobody
   *     else could serve, so never on an event loop
   * @return completes on any thread
   */
  public CompletionStage<Verdict> verdict(Executor blocking) {
    if (draining) {
      return CompletableFuture.completedStage(DRAINING);
    }
    CompletableFuture<Verdict> made;
    synchronized (this) {
      made = latest;
      if (made == null || (made.isDone() && !isGood(made))) {
        CompletableFuture<Verdict> next = new CompletableFuture<>();
        latest = next;
        made = next;
        blocking.execute(() -> lookFor(next));
      }
    }
    return made.thenApply(verdict -> draining ? DRAINING : verdict);
  }

  /** Guarded by this. */
  private boolean isGood(CompletableFuture<Verdict> made) {
    return !made.isCompletedExceptionally() && nanos.getAsLong() - madeAt < GOOD_NANOS;
  }

  private void lookFor(CompletableFuture<Verdict> asked) {
    try {
      Verdict seen = look.get();
      synchronized (this) {
        madeAt = nanos.getAsLong();
      }
      asked.complete(seen);
    } catch (RuntimeException | Error e) {
      asked.completeExceptionally(e);
    }
  }

  private static Verdict look(LiveRunner live) {
    Map<String, String> reasons = new TreeMap<>();
    try (Lease lease = live.lease()) {
      Runner runner = lease.runner();
      List<BreakerState> breakers = runner.breakers();
      List<Endpoint> remoteFirst =
          runner.endpoints().stream()
              .filter(Endpoint::takesPartUnnamed)
              .sorted(Comparator.comparing(Endpoint::local))
              .toList();
      for (Endpoint endpoint : remoteFirst) {
        Optional<String> why = obstacle(runner, endpoint, breakers);
        if (why.isEmpty()) {
          return new Verdict(true, Map.of());
        }
        reasons.put(endpoint.id(), why.get());
      }
    }
    return new Verdict(false, reasons.isEmpty() ? Map.of("gateway", "no-endpoints") : reasons);
  }

  private static Optional<String> obstacle(
      Runner runner, Endpoint endpoint, List<BreakerState> breakers) {
    // What its user set up may be there for those who name it; the others are not for everybody.
    boolean named = endpoint.own() || endpoint.configured();
    return runner
        .obstacle(endpoint, named)
        .map(Reason::code)
        .or(() -> allOpen(endpoint, breakers) ? Optional.of("breaker-open") : Optional.empty());
  }

  private static boolean allOpen(Endpoint endpoint, List<BreakerState> breakers) {
    List<BreakerState> own =
        breakers.stream().filter(one -> one.endpoint().equals(endpoint.id())).toList();
    return !own.isEmpty() && own.stream().allMatch(one -> one.state() == BreakerState.State.OPEN);
  }
}
