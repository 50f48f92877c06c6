package dev.runnel.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or whatever else asks the process to end. What is under way registers how it is stopped;
 * whoever hears the signal stops it and waits a moment until it has stopped. Safe to use from any
 * thread.
 */
public final class Interruption {
  private static final long PATIENCE_SECONDS = 2;

  private final List<Runnable> actions = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean happened;

  /** What was registered. */
  @FunctionalInterface
  public interface Registration {
    /** Says that it has ended by itself, and needs no stopping any more. */
    void withdraw();
  }

  /** Says how to stop what is under way; runs at once where the signal came before. */
  public Registration onInterrupt(Runnable stop) {
    synchronized (actions) {
      actions.add(stop);
      if (!happened) {
        return () -> withdraw(stop);
      }
    }
    stop.run();
    return () -> withdraw(stop);
  }

  private void withdraw(Runnable stop) {
    synchronized (actions) {
      actions.remove(stop);
    }
  }

  /**
   * Stops what is under way, and nothing else: the process goes on, and so does what begins later.
   * What Ctrl-C means in a conversation.
   */
  public void stopWork() {
    List<Runnable> due;
    synchronized (actions) {
      due = List.copyOf(actions);
    }
    due.forEach(Runnable::run);
  }

  /** Whether the signal came. */
  public boolean happened() {
    synchronized (actions) {
      return happened;
    }
  }

  /** Says that everything has stopped. */
  public void ended() {
    ended.countDown();
  }

  /** Stops what is under way and waits, not long, until {@link #ended()}. */
  public void fire() {
    List<Runnable> due;
    synchronized (actions) {
      happened = true;
      due = List.copyOf(actions);
    }
    due.forEach(Runnable::run);
    if (!due.isEmpty()) {
      awaitEnd();
    }
  }

  private void awaitEnd() {
    try {
      boolean inTime = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        return; // the process ends now, and the system closes its sockets
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
