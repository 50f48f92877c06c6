package dev.runnel.guard;

import dev.runnel.api.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The clocks of one call. The content clock (first content, then idle) runs only while content is
 * wanted, and is not set anew with every token: when its timer fires, it looks how much time is
 * left and sleeps on.
 *
 * <p>Guarded by the lane's lock: every method is called with it held, and the timers take it.
 */
final class CallClocks {
  /** Told, without the lock, which clock ran out; null: the tail. */
  interface Listener {
    void ranOut(Timeouts.@Nullable Clock clock, Timeouts timeouts);
  }

  private final Timekeeper timekeeper;
  private final Timeouts timeouts;
  private final Duration tailLimit;
  private final Object lock;
  private final Listener listener;

  private Timekeeper.@Nullable Timer total;
  private Timekeeper.@Nullable Timer content;
  private Timekeeper.@Nullable Timer tail;
  private boolean running;
  private boolean demanded;
  private boolean contentSeen;
  private long since;

  CallClocks(
      Timekeeper timekeeper,
      Timeouts timeouts,
      Duration tailLimit,
      Object lock,
      Listener listener) {
    this.timekeeper = timekeeper;
    this.timeouts = timeouts;
    this.tailLimit = tailLimit;
    this.lock = lock;
    this.listener = listener;
  }

  void start() {
    running = true;
    since = timekeeper.nanos();
    total =
        timekeeper.after(timeouts.total(), () -> listener.ranOut(Timeouts.Clock.TOTAL, timeouts));
  }

  /** Content is wanted, or no longer. */
  void demand(boolean wanted) {
    demanded = wanted;
    if (wanted && running) {
      since = timekeeper.nanos();
      if (content == null) {
        armContent(limit());
      }
    }
  }

  void contentCame() {
    since = timekeeper.nanos();
    if (!contentSeen) {
      contentSeen = true;
      if (content != null) { // from now on the limit is another
        content.cancel();
        content = null;
      }
      if (running && demanded) {
        armContent(limit());
      }
    }
  }

  /** A finish reason came: from now on only the tail counts. */
  void tail() {
    stopContent();
    if (tail == null) {
      tail = timekeeper.after(tailLimit, () -> listener.ranOut(null, timeouts));
    }
  }

  /** The driver has ended; what waits for its consumer is still under the total clock. */
  void driverEnded() {
    stopContent();
    if (tail != null) {
      tail.cancel();
    }
  }

  void stop() {
    driverEnded();
    if (total != null) {
      total.cancel();
    }
  }

  private void stopContent() {
    running = false;
    if (content != null) {
      content.cancel();
      content = null;
    }
  }

  private Timeouts.Clock clock() {
    return contentSeen ? Timeouts.Clock.IDLE : Timeouts.Clock.FIRST_CONTENT;
  }

  private long limit() {
    return Nanos.of(timeouts.of(clock()));
  }

  private void armContent(long nanos) {
    if (nanos >= Nanos.MOST) {
      return; // there is no such limit: what only passes on what others time, has none
    }
    content = timekeeper.after(Duration.ofNanos(nanos), this::contentTimerFired);
  }

  private void contentTimerFired() {
    Timeouts.Clock ranOut;
    synchronized (lock) {
      content = null;
      if (!running || !demanded) {
        return;
      }
      long left = since + limit() - timekeeper.nanos();
      if (left > 0) {
        armContent(left);
        return;
      }
      ranOut = clock();
    }
    listener.ranOut(ranOut, timeouts);
  }
}
