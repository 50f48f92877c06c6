package dev.runnel.gateway.report;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** The requests that have begun and are not over. Safe to use from any thread. */
public final class OpenRequests {
  private static final System.Logger LOG = System.getLogger(OpenRequests.class.getName());

  private final Clock clock;
  private final RequestListener listener;
  private final IntSupplier keptText;
  private final Set<RequestAccount> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger admitted = new AtomicInteger();
  private volatile CompletableFuture<Void> none = new CompletableFuture<>();
  private volatile boolean stopped;

  /**
   * None yet.
   *
   * @param keptText how many characters of each answer are kept for its report, asked for at the
   *     beginning of each; 0: nothing that was said is
   */
  public OpenRequests(Clock clock, RequestListener listener, IntSupplier keptText) {
    this.clock = requireNonNull(clock, "clock is null");
    this.listener = requireNonNull(listener, "listener is null");
    this.keptText = requireNonNull(keptText, "keptText is null");
  }

  /** Opens the account of a request. */
  public RequestAccount open(String id, Inquiry client) {
    RequestAccount account =
        new RequestAccount(this, id, clock.instant(), client, keptText.getAsInt());
    open.add(account);
    tell(() -> listener.onBegin(id));
    if (stopped) {
      account.stop();
    }
    return account;
  }

  /** How many that want a stream are open. */
  public int streams() {
    return streams.get();
  }

  /** How many are open. */
  public int size() {
    return open.size();
  }

  /** Completes as soon as none is open. */
  public CompletionStage<Void> whenNone() {
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    none = waiting;
    lookWhetherNone();
    return waiting.minimalCompletionStage();
  }

  /** Ends the calls of all that are open, and of those that are opened from now on. */
  public void stop() {
    stopped = true;
    List.copyOf(open).forEach(RequestAccount::stop);
  }

  /** Takes one more of those who were let in, if there are fewer than that. */
  boolean admit(int most) {
    return admitted.getAndUpdate(now -> now < most ? now + 1 : now) < most;
  }

  void admittedLeaves() {
    admitted.decrementAndGet();
  }

  void streaming() {
    streams.incrementAndGet();
  }

  void begun(String id) {
    tell(() -> listener.onFirstContent(id));
  }

  void withdraw(RequestAccount account) {
    open.remove(account);
    lookWhetherNone();
  }

  void over(RequestAccount account, RequestReport report) {
    tell(() -> listener.onEnd(report));
    if (report.client().streaming()) {
      streams.decrementAndGet();
    }
    open.remove(account);
    lookWhetherNone();
  }

  private void lookWhetherNone() {
    if (open.isEmpty()) {
      none.complete(null);
    }
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "A listener of requests failed", e);
    }
  }
}
