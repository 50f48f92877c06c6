package dev.runnel.runner.limit;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Usage;
import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.attempt.Admission.Permit;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.EndpointLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Lets no more calls to an endpoint than its limits allow. Who finds no room waits in a bounded
 * queue, first come, first served: nobody overtakes, so that a large request is not starved by
 * small ones. No thread waits.
 *
 * <p>Safe to use from any thread.
 */
public final class EndpointGate {
  private final String endpoint;
  private final EndpointLimits limits;
  private final RefusalWords words;
  private final Timekeeper time;
  private final Executor delivery;

  // Guarded by this object's monitor, under which nothing foreign runs.
  private final Room room;
  private final Set<Waiting> queue = new LinkedHashSet<>();
  private Timekeeper.@Nullable Timer roomTimer;

  /**
   * A gate with room for everything its limits allow.
   *
   * @param endpoint its id, for messages
   * @param delivery what tells those who had to wait how it went: not the thread that gave a permit
   *     back, whose stack would grow with each call that fails at once
   */
  public EndpointGate(String endpoint, EndpointLimits limits, Timekeeper time, Executor delivery) {
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.time = requireNonNull(time, "time is null");
    this.delivery = requireNonNull(delivery, "delivery is null");
    words = new RefusalWords(endpoint, limits);
    room = new Room(limits);
  }

  /**
   * Asks for a permit.
   *
   * @param timeLeft how long the call may wait at most; empty: as long as the limits let it
   * @return completes with a permit, at once where there is room; or exceptionally with a {@link
   *     ChatException}: at once where the queue is full or the wait would be too long, else when it
   *     has been. Cancelling it leaves the queue; a permit that was on its way is given back
   */
  public CompletableFuture<Permit> enter(ChatRequest request, Optional<Duration> timeLeft) {
    return enter(request, timeLeft, () -> {});
  }

  /**
   * Asks for a permit; see {@link #enter(ChatRequest, Optional)}.
   *
   * @param whenOver run when the call was refused or has left, or its permit was given back;
   *     perhaps twice; quick
   */
  CompletableFuture<Permit> enter(
      ChatRequest request, Optional<Duration> timeLeft, Runnable whenOver) {
    Demand demand = limits.tokensPerMinute().isPresent() ? Demand.of(request) : Demand.NONE;
    Waiting one = new Waiting(demand, patience(timeLeft), whenOver);
    List<Runnable> news = new ArrayList<>();
    synchronized (this) {
      long now = time.nanos();
      letInThoseWithRoom(now, news);
      if (queue.isEmpty() && room.obstacle(one.demand(), now).isEmpty()) {
        one.complete(admit(one, now)); // nobody else has seen it yet, so nothing foreign runs
      } else {
        refusal(one, now).ifPresentOrElse(one::completeExceptionally, () -> queueUp(one, now));
      }
    }
    news.forEach(this::deliver);
    one.whenComplete(
        (permit, failure) -> {
          if (failure != null) {
            whenOver.run();
          }
        });
    return one;
  }

  /** How full it is. */
  public synchronized EndpointLoad load() {
    long now = time.nanos();
    return new EndpointLoad(
        endpoint,
        (int) room.taken(Limit.CONCURRENCY, now),
        queue.size(),
        room.taken(Limit.REQUESTS, now),
        room.taken(Limit.TOKENS, now));
  }

  private Optional<Duration> patience(Optional<Duration> timeLeft) {
    return limits
        .patience()
        .map(most -> timeLeft.filter(left -> left.compareTo(most) < 0).orElse(most))
        .or(() -> timeLeft);
  }

  private Optional<ChatException> refusal(Waiting one, long now) {
    Waiting first = queue.isEmpty() ? one : queue.iterator().next();
    Limit limit = room.obstacle(first.demand(), now).orElseThrow();
    if (queue.size() >= limits.queue()) {
      return Optional.of(
          words.queueFull(
              limit, room.taken(limit, now), queue.size(), room.until(first.demand(), now)));
    }
    // What was sent stays sent: unlike the others' calls and tokens, this wait gets no shorter.
    Duration wait = room.untilRequests(queue.size() + 1L, now);
    return one.patience()
        .filter(patience -> wait.compareTo(patience) > 0)
        .map(
            patience ->
                words.waitTooLong(Limit.REQUESTS, room.taken(Limit.REQUESTS, now), wait, patience));
  }

  private void queueUp(Waiting one, long now) {
    queue.add(one);
    one.startTimer(time, () -> losePatience(one));
    one.whenComplete((permit, failure) -> leave(one, failure));
    wakeWhenThereIsRoom(now);
  }

  private void losePatience(Waiting one) {
    List<Runnable> news = new ArrayList<>();
    synchronized (this) {
      long now = time.nanos();
      letInThoseWithRoom(now, news);
      int before = List.copyOf(queue).indexOf(one);
      if (before >= 0) {
        Demand first = queue.iterator().next().demand();
        Limit limit = room.obstacle(first, now).orElseThrow();
        ChatException refusal =
            words.waitedTooLong(
                limit,
                room.taken(limit, now),
                one.patience().orElseThrow(),
                before,
                room.until(first, now));
        remove(one);
        news.add(() -> one.completeExceptionally(refusal));
        letInThoseWithRoom(now, news);
      }
    }
    news.forEach(this::deliver);
  }

  /** Takes out a call that was cancelled; the next one may be smaller, and have room. */
  private void leave(Waiting one, @Nullable Throwable failure) {
    if (failure != null) {
      synchronized (this) {
        if (!remove(one)) {
          return;
        }
      }
      letIn();
    }
  }

  private boolean remove(Waiting one) {
    one.stopTimer();
    return queue.remove(one);
  }

  private void letIn() {
    List<Runnable> news = new ArrayList<>();
    synchronized (this) {
      letInThoseWithRoom(time.nanos(), news);
    }
    news.forEach(this::deliver);
  }

  private void letInThoseWithRoom(long now, List<Runnable> news) {
    while (!queue.isEmpty() && room.obstacle(queue.iterator().next().demand(), now).isEmpty()) {
      Waiting one = queue.iterator().next();
      remove(one);
      Permit permit = admit(one, now);
      news.add(() -> hand(permit, one));
    }
    wakeWhenThereIsRoom(now);
  }

  private Permit admit(Waiting one, long now) {
    return new Given(room.take(one.demand(), now), one.whenOver());
  }

  private static void hand(Permit permit, Waiting one) {
    if (!one.complete(permit)) { // it was cancelled on the way
      permit.end(Usage.ABSENT, false);
    }
  }

  private void deliver(Runnable task) {
    try {
      delivery.execute(task);
    } catch (RejectedExecutionException e) { // everything closes, and no permit may be lost
      task.run();
    }
  }

  private void wakeWhenThereIsRoom(long now) {
    if (roomTimer != null) {
      roomTimer.cancel();
      roomTimer = null;
    }
    if (!queue.isEmpty()) {
      roomTimer =
          room.until(queue.iterator().next().demand(), now)
              .map(wait -> time.after(wait, this::letIn))
              .orElse(null);
    }
  }

  /** A permit that counts. */
  private final class Given implements Permit {
    private final Room.Taken taken;
    private final Runnable whenOver;
    private boolean ended;

    Given(Room.Taken taken, Runnable whenOver) {
      this.taken = taken;
      this.whenOver = whenOver;
    }

    @Override
    public void end(Usage usage, boolean answered) {
      synchronized (EndpointGate.this) {
        if (ended) {
          return;
        }
        ended = true;
        taken.end(usage, answered);
      }
      whenOver.run();
      letIn();
    }
  }
}
