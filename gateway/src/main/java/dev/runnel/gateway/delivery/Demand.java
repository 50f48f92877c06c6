package dev.runnel.gateway.delivery;

import dev.runnel.api.Call;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How much a call is asked for: several contents at a time, since each question has its price, but
 * no more than may wait for the client, going by the largest that has come; and nothing while more
 * waits than may.
 */
final class Demand {
  private static final int MOST = 16;

  private final Call call;
  private final LongSupplier waiting;
  private final int maxWaiting;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicBoolean withheld = new AtomicBoolean();
  private volatile int largest = 1;

  /**
   * Asks for nothing yet.
   *
   * @param waiting how many bytes wait for the client
   */
  Demand(Call call, LongSupplier waiting, int maxWaiting) {
    this.call = call;
    this.waiting = waiting;
    this.maxWaiting = maxWaiting;
  }

  /** The call has begun. */
  void begin() {
    grant();
  }

  /** A content came and became so many bytes. By the call's signals. */
  void came(int bytes) {
    if (bytes > largest) {
      largest = bytes;
    }
    if (open.decrementAndGet() > batch() / 2) {
      return;
    }
    if (waiting.getAsLong() <= maxWaiting) {
      grant();
    } else {
      withheld.set(true);
      left(); // all may have left meanwhile
    }
  }

  /** Some of what waited waits no more. From any thread. */
  void left() {
    if (withheld.get()
        && waiting.getAsLong() <= maxWaiting / 2
        && withheld.compareAndSet(true, false)) {
      grant();
    }
  }

  private int batch() {
    return Math.max(1, Math.min(MOST, maxWaiting / largest));
  }

  private void grant() {
    int more = batch();
    open.addAndGet(more);
    call.request(more);
  }
}
