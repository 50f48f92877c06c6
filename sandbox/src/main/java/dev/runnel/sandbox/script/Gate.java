package dev.runnel.sandbox.script;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A point in a script that a test opens, instead of sleeping: the sandbox sends what stands before
 * {@link Script#await(Gate)}, waits, and goes on once the gate is open.
 *
 * <p>Once open it stays open. One gate may hold many exchanges. Safe for use by any thread.
 */
public final class Gate {

  private final CompletableFuture<Void> reached = new CompletableFuture<>();
  private final CompletableFuture<Void> opened = new CompletableFuture<>();

  private Gate() {}

  /** A gate that is shut. */
  public static Gate shut() {
    return new Gate();
  }

  /** Lets every exchange that waits here, or comes here later, go on. */
  public void open() {
    opened.complete(null);
  }

  /**
   * Waits until an exchange stands at this gate: all that its script says before has then been
   * handed to the operating system.
   *
   * @throws AssertionError when none has come here within {@code timeout}
   */
  public Gate awaitReached(Duration timeout) {
    try {
      reached.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return this;
    } catch (TimeoutException e) {
      throw new AssertionError("No exchange has come to the gate within " + timeout, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for an exchange to come to the gate", e);
    }
  }

  /** {@link #awaitReached(Duration)} with ten seconds. */
  public Gate awaitReached() {
    return awaitReached(Duration.ofSeconds(10));
  }

  /** Called by the sandbox when an exchange stands here. */
  public void reach() {
    reached.complete(null);
  }

  /**
   * Called by the sandbox: runs {@code action} once the gate is open, on the thread that opens it.
   */
  public void whenOpen(Runnable action) {
    requireNonNull(action, "action is null");
    opened.thenRun(action);
  }
}
