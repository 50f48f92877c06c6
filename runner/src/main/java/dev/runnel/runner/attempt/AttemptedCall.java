package dev.runnel.runner.attempt;

import dev.runnel.api.CallReport;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Usage;
import dev.runnel.api.Warning;
import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.health.Later;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.route.Route;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call: a driver whose services are other clients. The guard before it keeps
 * the contract; the guards of the attempts keep it for each.
 *
 * <p>Everything mutable is guarded by {@link #lock}; calls, observers and the exchange are spoken
 * to without it. Where nothing is under way, one thread at a time decides what is done next.
 */
final class AttemptedCall implements Driver {
  // Everything passes here: what a service does not honour, its own guard refuses or drops.
  private static final Capabilities ANY =
      Capabilities.builder().openEnded().honours(RequestParameter.values()).build();

  private final Attempts attempts;
  private final Plan plan;
  private final Route route;
  private final Timeouts clocks;
  private final Timekeeper time;
  private final Trail trail;
  private volatile Runnable cancelWhole = () -> {};

  private final Object lock = new Object();
  private @Nullable Exchange exchange;
  private @Nullable Chooser chooser;
  private boolean viewed;
  private long started;
  private long deadline;
  private int made;
  private boolean hedged;
  private boolean over;
  private final List<Try> active = new ArrayList<>();
  private Timekeeper.@Nullable Timer timer;

  AttemptedCall(Attempts attempts, Plan plan, Route route, Timeouts clocks, Trail trail) {
    this.attempts = attempts;
    this.plan = plan;
    this.route = route;
    this.clocks = clocks;
    this.time = attempts.runtime().timekeeper();
    this.trail = trail;
  }

  /** Sets how the whole is cancelled, which a driver cannot. */
  void cancelWhole(Runnable cancel) {
    cancelWhole = cancel;
  }

  /**
   * The clocks start. Not in {@link #start}, which may have to wait for a thread: the deadline
   * would pass unnoticed.
   */
  void viewed() {
    synchronized (lock) {
      if (!viewed) {
        viewed = true;
        started = time.nanos();
        deadline = Later.by(started, clocks.total());
      }
    }
  }

  @Override
  public Capabilities capabilities() {
    return ANY;
  }

  @Override
  public boolean onEventLoop() {
    return attempts.access().onEventLoop();
  }

  @Override
  public void start(ChatRequest same, Exchange to) {
    synchronized (lock) {
      exchange = to;
      boolean named = route.named().isPresent();
      chooser = new Chooser(attempts, plan, named, started, deadline);
    }
    trail.routed();
    trail.tell();
    to.onAbort(this::stop);
    to.onDemand(this::resume);
    goOn(null, Duration.ZERO);
  }

  // ---- who is next

  /**
   * Nothing is under way: tries the next one, waits for it, or gives up. On a thread that may
   * block.
   *
   * @param again who is worth another try
   * @param waited how long was waited just now
   */
  private void goOn(@Nullable Standing again, Duration waited) {
    Choice choice;
    synchronized (lock) {
      if (over) {
        return;
      }
      timer = null;
      choice = choose(again);
      noteSkips(next(choice));
    }
    act(choice, waited);
  }

  private Choice choose(@Nullable Standing again) {
    return chooser == null || chooser.isDecided() || made >= attempts.settings().most()
        ? new Choice.GiveUp()
        : chooser.next(again, Set.of(), time.nanos());
  }

  private void act(Choice choice, Duration waited) {
    trail.tell();
    if (choice instanceof Choice.Go go) {
      begin(go, waited);
    } else if (choice instanceof Choice.Pause pause) {
      pause(pause);
    } else {
      giveUp();
    }
  }

  private void pause(Choice.Pause pause) {
    Runnable then = () -> onWorker(() -> goOn(pause.standing(), pause.time()), () -> {});
    synchronized (lock) {
      if (!over) {
        timer = time.after(pause.time(), then);
      }
    }
  }

  private void begin(Choice.Go go, Duration waited) {
    Try one;
    synchronized (lock) {
      if (over) {
        go.visit().released();
        return;
      }
      one = enlist(go, waited);
    }
    one.enter(attempts.admission(), left());
  }

  private Try enlist(Choice.Go go, Duration waited) {
    Try one = new Try(this, go, to(), waited, time.nanos());
    active.add(one);
    return one;
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(1, deadline - time.nanos()));
  }

  /**
   * Asks somebody else, too, where the first has given nothing for a while. It is under way from
   * the moment it is chosen, so that who fails meanwhile does not choose the same one.
   *
   * @param first who was to be faster
   */
  private void hedge(Try first) {
    Try second = null;
    synchronized (lock) {
      if (over || !active.contains(first) || chooser == null) {
        return; // too late: who is next, and what the timer is for, was decided elsewhere
      }
      timer = null;
      if (active.size() == 1 && made < attempts.settings().most()) {
        second =
            chooser
                .beside(Set.of(first.standing()), time.nanos())
                .map(go -> enlist(go, Duration.ZERO))
                .orElse(null);
      }
    }
    trail.tell();
    if (second != null) {
      second.enter(attempts.admission(), left());
    }
  }

  private void giveUp() {
    ChatException failure;
    Optional<Standing> told;
    synchronized (lock) {
      if (over || chooser == null) {
        return;
      }
      over = true;
      failure = FinalFailure.of(chooser.standings(), trail.attempts());
      told = FinalFailure.told(chooser.standings());
    }
    told.ifPresent(this::passWhatItTold);
    told.ifPresent(one -> trail.failed(one.candidate));
    to().fail(failure);
  }

  /** Nobody is under way any more, so that nothing of this changes. */
  private void passWhatItTold(Standing standing) {
    if (standing.report != null) {
      to().relayed(standing.report);
    }
    if (!standing.usage.equals(Usage.ABSENT)) {
      to().usage(standing.usage);
    }
  }

  // ---- what the attempts say

  /** The leave was given: the attempt counts from now on. Whether it may go on. */
  boolean starts(Try one) {
    synchronized (lock) {
      if (over || one.isDone()) {
        return false;
      }
      one.begins(++made, time.nanos());
      // Under the lock, lest who is overtaken meanwhile be told of as the one who serves.
      to().relayed(one.nothingYet());
      trail.started(one.number(), one.candidate());
      if (!hedged && active.size() == 1) {
        plan.hedgeAfter().ifPresent(patience -> hedgeAfter(one, patience));
      }
    }
    trail.tell();
    return true;
  }

  private void hedgeAfter(Try first, Duration patience) {
    hedged = true;
    timer = time.after(patience, () -> onWorker(() -> hedge(first), () -> {}));
  }

  /** How long ago its first content came; none where there was none. */
  Duration since(Try one) {
    synchronized (lock) {
      return Duration.ofNanos(one.contentAt().map(at -> time.nanos() - at).orElse(0L));
    }
  }

  /** What the attempt at a candidate asks. */
  ChatRequest request(Candidate candidate) {
    boolean retried;
    synchronized (lock) {
      retried = made > 1; // the first has all the time there is
    }
    return ChatRequest.builder(route.request())
        .model(candidate.model().orElse(null))
        .timeouts(retried ? clocks.withTotal(left()) : clocks)
        .build();
  }

  /** The leave was refused, by a limit of our own: nothing was sent. */
  void refused(Try one, ChatException why) {
    Choice choice;
    synchronized (lock) {
      if (one.isDone()) {
        return;
      }
      end(one);
      one.standing().out = true;
      one.standing().obstacle = why;
      choice = active.isEmpty() ? choose(null) : null;
      one.standing().skipTold = true;
      note(one, Attempt.Result.SKIPPED, why, next(choice));
      noteSkips(next(choice));
    }
    goOnWith(choice);
  }

  /**
   * Content has come: from now on nobody else is tried.
   *
   * @return whether it was the first of all; what comes later is not passed on
   */
  boolean claims(Try one) {
    List<Try> losers;
    synchronized (lock) {
      if (over || one.isDone()) {
        return false;
      }
      over = true;
      stopTimer();
      one.contentCame(time.nanos());
      trail.firstContent(one.number());
      losers = overtake(one);
    }
    announce(one, losers);
    return true;
  }

  private List<Try> overtake(Try winner) {
    List<Try> losers = active.stream().filter(one -> one != winner).toList();
    losers.forEach(
        one -> {
          end(one);
          note(one, Attempt.Result.OVERTAKEN, null, Optional.empty());
        });
    return losers;
  }

  private void announce(Try winner, List<Try> losers) {
    trail.tell();
    losers.forEach(one -> one.abandon(Optional.empty()));
    to().relayed(winner.beginning());
    FinalFailure.detour(winner.candidate(), trail.attempts(), plan)
        .map(told -> new Warning(Warning.Kind.FALLBACK, told))
        .ifPresent(to()::warn);
  }

  /** The one that gave the answer has ended. */
  void answered(Try one, Outcome outcome) {
    List<Try> losers = List.of();
    boolean wordless;
    synchronized (lock) {
      if (one.isDone()) {
        return; // it was stopped, and why is told elsewhere
      }
      wordless = !over;
      if (wordless) { // a whole answer without content
        over = true;
        stopTimer();
        losers = overtake(one);
      }
      end(one);
      Outcome.Failed failed = outcome instanceof Outcome.Failed it ? it : null;
      Outcome.Incomplete broken = outcome instanceof Outcome.Incomplete it ? it : null;
      note(
          one,
          failed != null
              ? Attempt.Result.FAILED
              : broken != null
                  ? Attempt.Result.INCOMPLETE
                  : outcome instanceof Outcome.Cancelled
                      ? Attempt.Result.CANCELLED
                      : Attempt.Result.COMPLETED,
          failed != null ? failed.cause() : broken != null ? broken.cause() : null,
          Optional.empty());
    }
    if (wordless) {
      announce(one, losers);
      one.tellWhatWasHeld();
    }
    trail.tell();
    pass(outcome);
  }

  private void pass(Outcome outcome) {
    Exchange to = to();
    to.relayed(outcome.report());
    outcome.<Boolean>fold(
        completed -> {
          to.finish(completed.finishReason());
          to.complete();
          return true;
        },
        incomplete -> {
          if (incomplete.reason() == Outcome.Incomplete.Reason.ENDED_EARLY) {
            to.endOfInput();
          } else {
            to.fail(incomplete.cause());
          }
          return true;
        },
        failed -> {
          to.fail(failed.cause());
          return true;
        },
        cancelled -> {
          cancelWhole.run(); // the attempt's client was closed, say
          return true;
        });
  }

  /** Before its first content, an attempt was ended by somebody else than us. */
  void cancelled(Try one) {
    synchronized (lock) {
      if (one.isDone()) {
        return;
      }
      end(one);
      note(one, Attempt.Result.CANCELLED, null, Optional.empty());
    }
    trail.tell();
    cancelWhole.run();
  }

  /** An attempt failed before its first content. */
  void failed(Try one, ChatException failure, Phase phase, CallReport report, Usage used) {
    Access.Door door = one.door();
    attempts.access().failed(one.candidate(), door, failure).ifPresent(to()::warn);
    boolean otherKey = isOfTheKey(failure) && attempts.access().hasOther(one.candidate(), door);
    Choice choice = null;
    synchronized (lock) {
      if (one.isDone()) {
        return;
      }
      end(one);
      Standing standing = one.standing();
      standing.failure = failure;
      door.key().ifPresent(standing.triedKeys::add);
      Verdict verdict = RetryRules.after(failure, phase, one.candidate().endpoint().local());
      boolean again = learn(standing, failure, verdict, otherKey);
      standing.decides = verdict == Verdict.ENDED && !otherKey;
      standing.report = report;
      standing.usage = used;
      if (active.isEmpty()) {
        choice = choose(again ? standing : null);
      }
      note(one, Attempt.Result.FAILED, failure, next(choice));
      noteSkips(next(choice));
    }
    goOnWith(choice);
  }

  /** Whether the candidate is worth another try; sets from when. */
  private boolean learn(
      Standing standing, ChatException failure, Verdict verdict, boolean otherKey) {
    long now = time.nanos();
    if (otherKey) {
      standing.notBefore = now;
      return true;
    }
    standing.failures++;
    boolean spent =
        standing.failures >= attempts.settings().mostPerCandidate()
            && chooser != null
            && !chooser.alone();
    if (verdict != Verdict.RETRIED || spent) {
      standing.out = true;
      if (chooser != null && failure.kind() == ErrorKind.CONTEXT_TOO_LONG) {
        chooser.leaveOutModel(standing.candidate.model());
      }
      return false;
    }
    Duration wait = attempts.backOff().wait(standing.failures, failure.retry().after());
    standing.notBefore = Later.by(now, wait);
    return true;
  }

  private static boolean isOfTheKey(ChatException failure) {
    return switch (failure.kind()) {
      case AUTHENTICATION, PERMISSION, QUOTA, RATE_LIMITED -> true;
      default -> false;
    };
  }

  private void goOnWith(@Nullable Choice choice) {
    trail.tell();
    if (choice != null) {
      onWorker(
          () -> act(choice, Duration.ZERO),
          () -> {
            if (choice instanceof Choice.Go go) {
              go.visit().released();
            }
          });
    }
  }

  /**
   * What begins an attempt may block, and this may be an event loop or a clock.
   *
   * @param refused gives back what the task would have used, where there is no thread for it: that
   *     is the end of the call
   */
  void onWorker(Runnable task, Runnable refused) {
    try {
      attempts.runtime().blocking().execute(task);
    } catch (RejectedExecutionException e) {
      refused.run();
      to().fail(noThread(e));
    }
  }

  private static ChatException noThread(RejectedExecutionException cause) {
    return ChatException.builder(ErrorKind.INTERNAL, "The executor takes no more work")
        .cause(cause)
        .nextStep("Keep the executor open as long as its clients, and its queue long enough")
        .build();
  }

  // ---- the end

  private void resume() {
    List<Try> now;
    synchronized (lock) {
      now = List.copyOf(active);
    }
    now.forEach(Try::resume);
  }

  /** Stops where the whole has ended without our doing. */
  void stopWhatIsOver() {
    Exchange to;
    synchronized (lock) {
      to = exchange;
    }
    if (to != null && to.isOver()) {
      stop();
    }
  }

  private void stop() {
    List<Try> stopped;
    Optional<ChatException> late;
    synchronized (lock) {
      over = true;
      stopTimer();
      stopped = List.copyOf(active);
      late =
          time.nanos() - deadline >= 0
              ? Optional.of(FinalFailure.outOfTime(clocks))
              : Optional.empty();
      for (Try one : stopped) {
        end(one);
        Attempt.Result broken =
            one.contentAt().isPresent() ? Attempt.Result.INCOMPLETE : Attempt.Result.FAILED;
        note(
            one,
            late.isEmpty()
                ? Attempt.Result.CANCELLED
                : one.number() == 0 ? Attempt.Result.SKIPPED : broken,
            late.orElse(null),
            Optional.empty());
      }
    }
    trail.tell();
    stopped.forEach(one -> one.abandon(late));
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void end(Try one) {
    one.done();
    active.remove(one);
    if (active.isEmpty()) {
      stopTimer(); // of a hedge: with nobody under way there is nothing to be faster than
    }
  }

  private Exchange to() {
    synchronized (lock) {
      if (exchange == null) {
        throw new IllegalStateException("The call has not begun");
      }
      return exchange;
    }
  }

  // ---- the trail

  private void note(
      Try one,
      Attempt.Result result,
      @Nullable ChatException failure,
      Optional<Attempt.Next> next) {
    trail.add(one.attempt(result, failure, next, started, time.nanos()));
  }

  private void noteSkips(Optional<Attempt.Next> next) {
    if (chooser != null) {
      long now = time.nanos();
      chooser
          .takeSkips()
          .forEach(
              skip ->
                  trail.add(
                      Try.skipped(skip.standing().candidate, skip.why(), next, started, now)));
    }
  }

  private static Optional<Attempt.Next> next(@Nullable Choice choice) {
    if (choice instanceof Choice.Go go) {
      return Optional.of(new Attempt.Next(go.standing().toString(), Duration.ZERO));
    }
    if (choice instanceof Choice.Pause pause) {
      return Optional.of(new Attempt.Next(pause.standing().toString(), pause.time()));
    }
    return Optional.empty();
  }
}
