package dev.runnel.guard;

import dev.runnel.api.CallReport;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lane on which one call's signals travel from its driver to its view: in order, one at a time,
 * as far as there is demand, until exactly one end.
 *
 * <p>Everything mutable is guarded by {@link #lock}; no foreign code (driver, consumer, executor)
 * runs while it is held. Two parties meet here: the driver's threads put contents in, and whoever
 * {@linkplain #drain drains} takes them out, one thread at a time.
 */
final class CallLane {
  private static final Logger LOG = System.getLogger("dev.runnel.guard");

  /** More waiting than this and the driver is told to pause; less than half, to go on. */
  private static final int PAUSE_ABOVE_BYTES = 64 * 1024;

  /** How many contents a drain takes under one lock. */
  private static final int BATCH = 32;

  /** What an item weighs beside its characters: two object headers and its place in the queue. */
  private static final int ITEM_OVERHEAD = 48;

  /** A driver that warns without end is no reason to run out of memory. */
  private static final int MOST_WARNINGS = 100;

  /** As the above. */
  private static final int MOST_LIMITS = 100;

  /** The first thing on the lane. */
  private static final Object START = new Object();

  private final Object lock = new Object();
  // Read without the lock; changed where another call serves this one.
  private volatile Origin origin;
  private final GuardSettings settings;
  private final CallRuntime runtime;
  private final CallClocks clocks;
  private final Consumer<Outcome> onOutcome;

  // From the driver to the view: START, then String tokens and ChatEvents.
  private final ArrayDeque<Object> queue = new ArrayDeque<>();
  private final @Nullable Object[] batch = new @Nullable Object[BATCH];
  private long queuedBytes;
  private long unaskedBytes;
  private long asked;
  private long accepted;
  private long delivered;
  private boolean everythingTakesDemand;

  // What the driver is told.
  private boolean wanted;
  // The driver was told that nothing is wanted, and not yet that something is again.
  private boolean toldToPause;
  private @Nullable Runnable demandAction;
  private @Nullable Runnable abortAction;
  private boolean abortDue;
  private int openBatches;
  private @Nullable Thread starter;
  private boolean starterInterrupted;

  // What the end is decided by.
  private @Nullable FinishReason finishReason;
  private Usage usage = Usage.ABSENT;
  private @Nullable String model;
  private final List<Warning> warnings = new ArrayList<>();
  private final Map<String, RateLimit> rateLimits = new LinkedHashMap<>();
  private boolean contentDelivered;
  private boolean contentDropped;
  private @Nullable Ending ending;
  // Read between two signals without the lock, so that a cancel stops the very next one.
  private volatile boolean preempted;

  // Delivery.
  private @Nullable View view;
  private final Runnable drainTask = this::drain;
  private boolean draining;
  private @Nullable Outcome outcome;

  CallLane(
      Origin origin,
      @Nullable String model,
      GuardSettings settings,
      Timeouts timeouts,
      CallRuntime runtime,
      Consumer<Outcome> onOutcome) {
    this.origin = origin;
    this.model = model;
    this.settings = settings;
    this.runtime = runtime;
    this.onOutcome = onOutcome;
    this.clocks =
        new CallClocks(runtime.timekeeper(), timeouts, settings.tail(), lock, this::clockRanOut);
  }

  // ---- the caller's side ----

  /**
   * Gives the lane its view; the first signal follows.
   *
   * @return whether the call has not ended, so that the driver is to be started
   */
  boolean open(View to) {
    boolean live;
    boolean drain = false;
    Outcome early;
    synchronized (lock) {
      early = outcome;
      live = ending == null;
      if (early == null) {
        view = to;
        everythingTakesDemand = to.everythingTakesDemand();
        queue.addFirst(START);
        if (live) {
          clocks.start();
        }
        drain = claimDrain();
      }
    }
    if (early != null) {
      Outcome ended = early;
      hand(runtime.executor(), () -> replay(to, ended));
    } else if (drain) {
      hand(runtime.executor(), drainTask);
    }
    return live;
  }

  /** Shows the end of a call that was over before it had a view. */
  private void replay(View to, Outcome ended) {
    try {
      to.start();
    } catch (Throwable thrown) { // the outcome is decided
      LOG.log(Level.WARNING, "The code that takes the answer threw at its start", thrown);
    }
    signalEnd(to, ended);
  }

  /** Runs the driver's start where the call has not ended; the thread is interrupted to abort. */
  void start(Runnable driverStart) {
    synchronized (lock) {
      if (ending != null) {
        return;
      }
      starter = runtime.interruptsStarts() ? Thread.currentThread() : null;
    }
    try {
      driverStart.run();
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      driverThrew(thrown, "while it started the call");
    } finally {
      synchronized (lock) {
        starter = null;
        if (starterInterrupted) {
          Thread.interrupted(); // an abort's interrupt ends here, and only an abort's
        }
      }
    }
  }

  void request(long contents) {
    boolean drain;
    Runnable resume;
    synchronized (lock) {
      asked = asked + contents < 0 ? Long.MAX_VALUE : asked + contents;
      resume = updateWanted();
      drain = claimDrain();
    }
    resume(resume);
    if (drain) {
      hand(runtime.executor(), drainTask);
    }
  }

  /**
   * Ends the call on its caller's behalf.
   *
   * @return completes when the driver's abort action, where there is one, has run
   */
  CompletableFuture<Void> cancel() {
    return end(Ending.CANCELLED, Abort.UPSTREAM);
  }

  /** Ends the call because the consumer's code threw. */
  void consumerFailed(Throwable thrown) {
    end(
        Ending.consumer(
            origin
                .failure(
                    ErrorKind.CONSUMER,
                    "The code that takes the answer threw " + Thrown.text(thrown))
                .cause(thrown)
                .build()),
        Abort.UPSTREAM);
  }

  // ---- the driver's side ----

  boolean token(String text) {
    return text.isEmpty() ? wantsMore() : accept(text, weight(text), true);
  }

  boolean event(ChatEvent event) {
    return accept(event, weight(event), event.isContent());
  }

  void usage(Usage reported) {
    synchronized (lock) {
      if (ending == null) {
        usage = reported;
      }
    }
    event(new ChatEvent.UsageUpdate(reported));
  }

  private boolean accept(Object item, int weight, boolean content) {
    boolean drain = false;
    boolean more = false;
    boolean overflow = false;
    synchronized (lock) {
      if (ending != null) {
        return false;
      }
      if (!wanted) {
        unaskedBytes += weight;
        overflow = unaskedBytes > settings.maxBufferedBytes();
      }
      if (overflow) {
        contentDropped = true;
      } else {
        enqueue(item, weight, content);
        drain = claimDrain();
        more = wanted;
        toldToPause |= !more;
      }
    }
    if (overflow) {
      end(Ending.preemptingFailure(ignoresDemand()), Abort.UPSTREAM);
      return false;
    }
    if (drain) {
      hand(runtime.executor(), drainTask);
      return wantsMore(); // that may have delivered on this very thread, and more be wanted now
    }
    return more;
  }

  private ChatException ignoresDemand() {
    return origin
        .failure(
            ErrorKind.INTERNAL,
            "The driver ignores demand: more than "
                + settings.maxBufferedBytes()
                + " bytes came unasked")
        .nextStep("This is a bug in the driver; please report it to its author")
        .build();
  }

  private void enqueue(Object item, int weight, boolean content) {
    queue.addLast(item);
    queuedBytes += weight;
    if (content || everythingTakesDemand) {
      accepted++;
    }
    if (content) {
      clocks.contentCame();
    }
    updateWanted();
  }

  void servedBy(String name) {
    synchronized (lock) {
      model = name;
    }
  }

  void warn(Warning warning) {
    synchronized (lock) {
      if (outcome == null && warnings.size() < MOST_WARNINGS) {
        warnings.add(warning);
      }
    }
  }

  List<Warning> warnings() {
    synchronized (lock) {
      return List.copyOf(warnings);
    }
  }

  void rateLimit(RateLimit limit) {
    synchronized (lock) {
      if (outcome == null
          && (rateLimits.size() < MOST_LIMITS || rateLimits.containsKey(limit.what()))) {
        rateLimits.put(limit.what(), limit);
      }
    }
  }

  void relayed(CallReport report) {
    synchronized (lock) {
      if (outcome != null) {
        return;
      }
      origin = new Origin(report.provider(), report.endpoint());
      model = report.model().orElse(null); // not that of a call that served it before
      report.warnings().stream().filter(one -> !warnings.contains(one)).forEach(this::warn);
      report.rateLimits().forEach(this::rateLimit);
    }
  }

  void finish(FinishReason reason) {
    Runnable resume;
    synchronized (lock) {
      if (ending != null || finishReason != null) {
        return;
      }
      finishReason = reason;
      clocks.tail();
      resume = updateWanted(); // the tail holds no content: it is read without demand
    }
    resume(resume);
  }

  void complete() {
    end(Ending.COMPLETE, Abort.NONE);
  }

  void endOfInput() {
    end(Ending.END_OF_INPUT, Abort.NONE);
  }

  void fail(ChatException failure) {
    end(Ending.failure(origin.stamp(failure)), Abort.NONE);
  }

  /** Fails the call on our own account, before or instead of the driver. */
  void refuse(ChatException failure) {
    end(Ending.failure(failure), Abort.UPSTREAM);
  }

  /** Fails the call for what the driver's code threw: no end that the driver reported. */
  private void driverThrew(Throwable thrown, String when) {
    end(Ending.failure(origin.of(thrown, when)), Abort.UPSTREAM);
  }

  boolean wantsMore() {
    synchronized (lock) {
      toldToPause |= !wanted;
      return wanted;
    }
  }

  long demand() {
    synchronized (lock) {
      return !wanted ? 0 : asked == Long.MAX_VALUE ? asked : Math.max(0, asked - accepted);
    }
  }

  boolean isOver() {
    synchronized (lock) {
      return ending != null;
    }
  }

  void onDemand(Runnable resume) {
    boolean missed;
    synchronized (lock) {
      if (ending != null) {
        return;
      }
      demandAction = resume;
      missed = wanted && toldToPause; // demand returned between the pause and this
      if (missed) {
        toldToPause = false;
      }
    }
    if (missed) {
      resume(resume);
    }
  }

  void onAbort(Runnable abort) {
    synchronized (lock) {
      if (ending == null) {
        abortAction = abort;
        return;
      }
      if (!abortDue) {
        return;
      }
      abortDue = false;
    }
    runAbort(abort);
  }

  void batch(Runnable signals) {
    synchronized (lock) {
      openBatches++;
    }
    try {
      signals.run();
    } finally {
      boolean drain;
      synchronized (lock) {
        openBatches--;
        drain = claimDrain();
      }
      if (drain) {
        hand(runtime.executor(), drainTask);
      }
    }
  }

  // ---- clocks ----

  private void clockRanOut(Timeouts.@Nullable Clock clock, Timeouts timeouts) {
    if (clock == null) { // the tail: the finish reason is evidence enough
      end(Ending.COMPLETE, Abort.UPSTREAM_LATE);
      return;
    }
    ChatException failure =
        origin
            .failure(ErrorKind.TIMEOUT, Timed.out(clock, timeouts.of(clock)))
            .clock(clock)
            .nextStep(Timed.nextStep(clock))
            .build();
    end(
        clock == Timeouts.Clock.TOTAL ? Ending.preemptingFailure(failure) : Ending.failure(failure),
        Abort.UPSTREAM_LATE);
  }

  // ---- the end ----

  /** Whether an end aborts the exchange upstream. */
  private enum Abort {
    /** The driver ended the call itself. */
    NONE,
    UPSTREAM,
    /** As the above, on the clock's thread, which delivers nothing, not even directly. */
    UPSTREAM_LATE
  }

  /**
   * Sets the end, once; a preempting end still replaces one that has not been delivered.
   *
   * @return completes when the driver's abort action, where this end calls for it, has run
   */
  private CompletableFuture<Void> end(Ending end, Abort abort) {
    CompletableFuture<Void> aborted = new CompletableFuture<>();
    Runnable action = null;
    boolean drain;
    synchronized (lock) {
      if (outcome != null || (ending != null && (ending.preempts() || !end.preempts()))) {
        aborted.complete(null);
        return aborted;
      }
      if (abort != Abort.NONE && ending == null) {
        action = abortAction;
        abortDue = action == null;
        if (starter != null) {
          starterInterrupted = true;
          starter.interrupt();
        }
      }
      ending = end;
      preempted = end.preempts();
      clocks.driverEnded();
      wanted = false;
      demandAction = null;
      abortAction = null;
      drain = claimDrain();
    }
    if (action == null) {
      aborted.complete(null);
    } else {
      // Elsewhere: an action that blocks must hold up neither who ends the call nor its end.
      Runnable abortAction = action;
      hand(
          runtime.aborter(),
          () -> {
            runAbort(abortAction);
            aborted.complete(null);
          });
    }
    if (drain) {
      hand(abort == Abort.UPSTREAM_LATE ? runtime.lateDelivery() : runtime.executor(), drainTask);
    }
    return aborted;
  }

  // ---- delivery ----

  /** Whether the caller must see to a drain; call with the lock held. */
  private boolean claimDrain() {
    // A batch that has filled the lane is not waited for: its end may wait for the consumer.
    boolean batching = openBatches > 0 && wanted && ending == null;
    if (draining || outcome != null || batching || !deliverable()) {
      return false;
    }
    draining = true;
    return true;
  }

  private boolean deliverable() {
    Object head = queue.peekFirst();
    if (head == START) {
      return true;
    }
    if (ending != null && (ending.preempts() || head == null)) {
      return true;
    }
    return head != null && (delivered < asked || !takesDemand(head));
  }

  private boolean takesDemand(Object item) {
    return item != START && (everythingTakesDemand || isContent(item));
  }

  private static boolean isContent(Object item) {
    return !(item instanceof ChatEvent event) || event.isContent();
  }

  private static void hand(Executor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.WARNING, "The executor takes no more work; going on with this thread", e);
      task.run();
    }
  }

  private void drain() {
    while (true) {
      Outcome ended = null;
      Runnable resume = null;
      int count = 0;
      View to;
      synchronized (lock) {
        to = view;
        Object head = queue.peekFirst();
        if (head != START && ending != null && (ending.preempts() || head == null)) {
          ended = decide(ending);
        } else {
          count = takeBatch();
          if (count == 0) {
            draining = false;
            return;
          }
          resume = updateWanted();
        }
      }
      if (ended != null) {
        try {
          if (to != null) {
            signalEnd(to, ended);
          }
        } finally {
          onOutcome.accept(ended);
        }
        return;
      }
      resume(resume);
      if (to != null) {
        deliver(to, count);
      }
    }
  }

  private int takeBatch() {
    int count = 0;
    Object head;
    while (count < BATCH && (head = queue.peekFirst()) != null) {
      boolean takes = takesDemand(head);
      if (takes && delivered >= asked) {
        break;
      }
      if (takes) {
        delivered++;
      }
      batch[count++] = queue.pollFirst();
      if (head == START) {
        break; // what the view asks for in its first signal counts for what follows
      }
      queuedBytes -= weight(head);
    }
    return count;
  }

  private static int weight(Object item) {
    int characters = item instanceof String token ? token.length() : EventSize.of((ChatEvent) item);
    return characters + ITEM_OVERHEAD;
  }

  private void deliver(View to, int count) {
    for (int i = 0; i < count; i++) {
      Object item = batch[i];
      batch[i] = null;
      try {
        if (item == START) {
          to.start();
        } else if (preempted) {
          contentDropped = true;
        } else if (item instanceof String token) {
          contentDelivered = true;
          to.token(token);
        } else if (item instanceof ChatEvent event) {
          contentDelivered |= event.isContent();
          to.event(event);
        }
      } catch (Throwable thrown) { // consumers may throw anything; the call must still end
        consumerFailed(thrown);
      }
    }
  }

  /** Decides the outcome; from here on nothing is accepted. Call with the lock held. */
  private Outcome decide(Ending end) {
    clocks.stop();
    boolean dropped = contentDropped || !queue.isEmpty();
    queue.clear();
    view = null;
    CallReport report =
        new CallReport(
            origin.provider(),
            origin.endpoint(),
            Optional.ofNullable(model),
            warnings,
            List.copyOf(rateLimits.values()));
    Outcome decided =
        new EndTable(
                origin,
                settings.lenientEnd(),
                finishReason,
                contentDelivered,
                dropped,
                usage,
                report)
            .decide(end);
    outcome = decided;
    return decided;
  }

  private static void signalEnd(View to, Outcome ended) {
    try {
      to.end(ended);
    } catch (Throwable thrown) { // the outcome is decided; nothing the consumer does changes it
      LOG.log(Level.WARNING, "The code that takes the answer threw at its end", thrown);
    }
  }

  /**
   * Brings {@link #wanted} up to date; returns what to run, without the lock, where it turned true.
   */
  private @Nullable Runnable updateWanted() {
    boolean now =
        ending == null
            && (accepted < asked || finishReason != null)
            && queuedBytes <= (wanted ? PAUSE_ABOVE_BYTES : PAUSE_ABOVE_BYTES / 2);
    if (now == wanted) {
      return null;
    }
    wanted = now;
    clocks.demand(now);
    if (!now) {
      return null;
    }
    unaskedBytes = 0;
    if (demandAction != null) {
      toldToPause = false;
    }
    return demandAction;
  }

  private void resume(@Nullable Runnable demandAction) {
    if (demandAction == null) {
      return;
    }
    try {
      demandAction.run();
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      driverThrew(thrown, "when demand returned");
    }
  }

  /** Runs the driver's abort; the end has been set, and what this throws changes nothing. */
  private void runAbort(Runnable abort) {
    try {
      abort.run();
    } catch (Throwable thrown) { // the driver is foreign code: nothing of it may escape
      LOG.log(
          Level.WARNING,
          () -> "The driver of '" + origin.provider() + "' threw when it was to abort",
          thrown);
    }
  }
}
