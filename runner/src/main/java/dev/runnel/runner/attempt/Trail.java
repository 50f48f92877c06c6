package dev.runnel.runner.attempt;

import dev.runnel.api.Outcome;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.Attempt;
import dev.runnel.runner.trail.RunnerCall;
import dev.runnel.runner.trail.RunnerObserver;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was tried for one call, and who is told of it: in order, one thing at a time, and with no
 * lock held. Safe to use from any thread.
 */
final class Trail {
  private static final Logger LOG = System.getLogger("dev.runnel.runner");

  private final List<RunnerObserver> observers;
  // Guarded by this.
  private final List<Attempt> attempts = new ArrayList<>();
  private final Queue<BiConsumer<RunnerObserver, RunnerCall>> news = new ArrayDeque<>();
  private @Nullable RunnerCall call;
  private @Nullable Candidate failed;
  private boolean routed;
  private boolean over;
  private boolean telling;

  Trail(List<RunnerObserver> observers) {
    this.observers = List.copyOf(observers);
  }

  /** Sets whose trail this is. */
  synchronized void of(RunnerCall one) {
    call = one;
  }

  synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** Whose failure is the call's own; empty: nobody's so far. */
  synchronized Optional<Candidate> failed() {
    return Optional.ofNullable(failed);
  }

  synchronized void failed(Candidate told) {
    failed = told;
  }

  /** The call begins, unless it was ended just before. */
  synchronized void routed() {
    if (!over) {
      routed = true;
      news.add(RunnerObserver::onRouted);
    }
  }

  synchronized void started(int number, Candidate candidate) {
    news.add((observer, one) -> observer.onAttempt(one, number, candidate));
  }

  synchronized void firstContent(int number) {
    news.add((observer, one) -> observer.onFirstContent(one, number));
  }

  synchronized void add(Attempt attempt) {
    attempts.add(attempt);
    news.add((observer, one) -> observer.onAttemptEnd(one, attempt));
  }

  /** Notes the end; who heard of no beginning hears of no end. */
  void ended(RunnerCall one, Outcome outcome) {
    synchronized (this) {
      over = true;
      if (!routed) {
        return;
      }
      news.add((observer, same) -> observer.onEnd(one, outcome));
    }
    tell();
  }

  /** Tells what has not been told; without a lock of its caller's. */
  void tell() {
    while (true) {
      BiConsumer<RunnerObserver, RunnerCall> next;
      RunnerCall of;
      synchronized (this) {
        of = call;
        if (telling || of == null || news.isEmpty()) {
          return;
        }
        next = news.remove();
        telling = true;
      }
      for (RunnerObserver observer : observers) {
        try {
          next.accept(observer, of);
        } catch (Throwable thrown) { // an observer is foreign code, and only looks on
          LOG.log(Level.WARNING, "An observer of the runner threw", thrown);
        }
      }
      synchronized (this) {
        telling = false;
      }
    }
  }
}
