package dev.runnel.gateway.socket;

import java.time.Duration;

/** Whether a client asks for something on its connection, or only holds it. */
final class Presence {
  // Guarded by this.
  private int requests;
  private boolean asked;
  private long idleSince;

  Presence(long nanos) {
    idleSince = nanos;
  }

  synchronized void began() {
    requests++;
    asked = true;
  }

  synchronized void ended(long nanos) {
    requests--;
    idleSince = nanos;
  }

  /**
   * Whether it has held its connection for too long without asking.
   *
   * @param first until its first request
   * @param next until another one
   */
  synchronized boolean isOverdue(long nanos, Duration first, Duration next) {
    return requests == 0 && nanos - idleSince > (asked ? next : first).toNanos();
  }
}
