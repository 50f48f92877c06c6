package dev.runnel.gateway.delivery;

import io.vertx.core.Context;
import java.time.Duration;

/**
 * Runs an action when nothing has happened for a while. What happens costs it no more than a look
 * at the clock: the timer is set once, and looks when it fires how much time is left. On one
 * context only.
 */
final class QuietTimer {
  private static final long UNSET = -1;

  private final Context context;
  private final Runnable action;
  private long timer = UNSET;
  private long limit;
  private long since;

  QuietTimer(Context context, Runnable action) {
    this.context = context;
    this.action = action;
  }

  /** Begins to wait, from now on and so long; instead of what it waited for before. */
  void start(Duration time) {
    stop();
    limit = time.toNanos();
    since = System.nanoTime();
    arm(limit);
  }

  boolean isRunning() {
    return timer != UNSET;
  }

  /** Something happened: the time starts anew. */
  void happened() {
    since = System.nanoTime();
  }

  /** Waits no more. Idempotent. */
  void stop() {
    if (timer != UNSET) {
      context.owner().cancelTimer(timer);
      timer = UNSET;
    }
  }

  private void arm(long nanos) {
    long millis = Math.max(1, Duration.ofNanos(nanos).plusNanos(999_999).toMillis());
    timer = context.owner().setTimer(millis, fired -> fired());
  }

  private void fired() {
    timer = UNSET;
    long left = since + limit - System.nanoTime();
    if (left > 0) {
      arm(left);
    } else {
      action.run();
    }
  }
}
