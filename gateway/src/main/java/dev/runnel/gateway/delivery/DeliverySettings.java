package dev.runnel.gateway.delivery;

import java.time.Duration;

/**
 * How answers are delivered.
 *
 * @param commitAfter how long the head of a stream waits for the first content, so that a failure
 *     before it has its own status; then it is sent, and heartbeats follow
 * @param heartbeat how long a stream is silent before a comment is sent
 * @param slowClient how long a client may take nothing of what waits for it before it is dropped
 * @param maxPending how many bytes may wait for a client before its upstream is held back; one
 *     event more may wait
 */
public record DeliverySettings(
    Duration commitAfter, Duration heartbeat, Duration slowClient, int maxPending) {
  /** 10 s, 15 s, 60 s, 64 KiB. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(60), 64 << 10);

  public DeliverySettings {
    positive(commitAfter, "commitAfter");
    positive(heartbeat, "heartbeat");
    positive(slowClient, "slowClient");
    if (maxPending < 1) {
      throw new IllegalArgumentException("maxPending is below 1: " + maxPending);
    }
  }

  private static void positive(Duration duration, String name) {
    if (duration.toMillis() < 1) { // the clock of event loops counts milliseconds
      throw new IllegalArgumentException(name + " is below 1 ms: " + duration);
    }
  }
}
