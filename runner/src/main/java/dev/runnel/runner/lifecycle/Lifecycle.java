package dev.runnel.runner.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is to be closed when everything ends, the latest first. Safe to use from any thread. */
public final class Lifecycle implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  /**
   * Takes charge of something that was opened.
   *
   * @throws IllegalStateException when everything is closed already; then it was closed, too
   */
  public <T extends AutoCloseable> T closeAtEnd(T closeable) {
    requireNonNull(closeable, "closeable is null");
    synchronized (open) {
      if (!closed) {
        open.push(closeable);
        return closeable;
      }
    }
    IllegalStateException late = new IllegalStateException("The runner is closed");
    RuntimeException failure = closing(closeable, null);
    if (failure != null) {
      late.addSuppressed(failure);
    }
    throw late;
  }

  /** Closes everything, whatever any of it throws. Idempotent. */
  @Override
  public void close() {
    @Nullable RuntimeException failure = null;
    for (AutoCloseable next = next(); next != null; next = next()) {
      failure = closing(next, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable AutoCloseable next() {
    synchronized (open) {
      closed = true;
      return open.poll();
    }
  }

  private static @Nullable RuntimeException closing(
      AutoCloseable closeable, @Nullable RuntimeException earlier) {
    try {
      closeable.close();
      return earlier;
    } catch (Exception e) {
      RuntimeException failure =
          e instanceof RuntimeException unchecked
              ? unchecked
              : new IllegalStateException("Could not close " + closeable, e);
      if (earlier == null) {
        return failure;
      }
      earlier.addSuppressed(failure);
      return earlier;
    }
  }
}
