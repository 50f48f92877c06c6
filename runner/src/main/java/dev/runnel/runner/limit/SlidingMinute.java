package dev.runnel.runner.limit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * At most so much in any minute, whenever that minute begins. A bucket that fills up again would
 * let twice as much through in the minute after a rest, and a counter that starts anew each minute
 * as much around its turn; a service that counts by either refuses nothing that passed here.
 *
 * <p>Not thread-safe; the times it is told do not run backwards.
 */
final class SlidingMinute {
  static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /** What was taken at a moment. */
  final class Entry {
    private final long at;
    private long amount;
    private boolean gone;

    private Entry(long at, long amount) {
      this.at = at;
      this.amount = amount;
    }

    /** Replaces what was taken by what it turned out to be, which may exceed the limit. */
    void correct(long actual) {
      if (!gone) {
        used += actual - amount;
        amount = actual;
      }
    }
  }

  private final long limit;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long used;

  SlidingMinute(long limit) {
    this.limit = limit;
  }

  long limit() {
    return limit;
  }

  /** How much was taken within the last minute. */
  long used(long now) {
    forget(now);
    return used;
  }

  /** Whether so much can be taken now. More than the limit can where nothing else was taken. */
  boolean has(long amount, long now) {
    return used(now) + Math.min(amount, limit) <= limit;
  }

  /** Takes it, whether there is room or not. */
  Entry take(long amount, long now) {
    Entry entry = new Entry(now, amount);
    entries.addLast(entry);
    used += amount;
    return entry;
  }

  /**
   * How long until so much can be taken, where nothing else is taken and nothing corrected before.
   * For more than the limit: until the last of it can, taken piece by piece.
   */
  long nanosUntil(long amount, long now) {
    forget(now);
    long rounds = Math.max(0, amount - 1) / limit;
    return rounds * MINUTE + nanosUntilFree(amount - rounds * limit, now);
  }

  /** How long until all of it is forgotten. */
  long nanosUntilEmpty(long now) {
    forget(now);
    return entries.isEmpty() ? 0 : entries.getLast().at + MINUTE - now;
  }

  private long nanosUntilFree(long amount, long now) {
    long excess = used + amount - limit;
    long wait = 0;
    for (Entry entry : entries) {
      if (excess <= 0) {
        break;
      }
      excess -= entry.amount;
      wait = entry.at + MINUTE - now;
    }
    return wait;
  }

  private void forget(long now) {
    while (!entries.isEmpty() && now - entries.getFirst().at >= MINUTE) {
      Entry old = entries.removeFirst();
      old.gone = true;
      used -= old.amount;
    }
  }
}
