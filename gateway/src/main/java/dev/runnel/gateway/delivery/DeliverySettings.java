package dev.runnel.gateway.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How answers are delivered.
 *
 * @param commitAfter how long the head of a stream waits for the first content, so that a failure
 *     before it has its own status; then it is sent, and heartbeats follow
 * @param heartbeat how long a stream is silent before a comment is sent
 * @param slowClient how long a client may take nothing of what waits for it before it is dropped
 * @param maxPending how many bytes may wait for a client before its upstream is held back; a few
 *     events more may wait
 * @param drain how long an answer of these endpoints, by id, is read on when its client has left;
 *     of all others it is cancelled at once; unmodifiable
 */
public record DeliverySettings(
    Duration commitAfter,
    Duration heartbeat,
    Duration slowClient,
    int maxPending,
    Map<String, Duration> drain) {
  /** 10 s, 15 s, 60 s, 64 KiB; no answer is read on. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(15),
          Duration.ofSeconds(60),
          64 << 10,
          Map.of());

  public DeliverySettings {
    positive(commitAfter, "commitAfter");
    positive(heartbeat, "heartbeat");
    positive(slowClient, "slowClient");
    if (maxPending < 1) {
      throw new IllegalArgumentException("maxPending is below 1: " + maxPending);
    }
    drain = Map.copyOf(drain);
    drain.forEach((endpoint, time) -> positive(time, "drain of " + endpoint));
  }

  /** With no answer read on. */
  public DeliverySettings(
      Duration commitAfter, Duration heartbeat, Duration slowClient, int maxPending) {
    this(commitAfter, heartbeat, slowClient, maxPending, Map.of());
  }

  /** How long an answer of this endpoint is read on; empty: it is cancelled at once. */
  Optional<Duration> drainOf(String endpoint) {
    return Optional.ofNullable(drain.get(endpoint));
  }

  public DeliverySettings withCommitAfter(Duration time) {
    return new DeliverySettings(time, heartbeat, slowClient, maxPending, drain);
  }

  public DeliverySettings withHeartbeat(Duration time) {
    return new DeliverySettings(commitAfter, time, slowClient, maxPending, drain);
  }

  public DeliverySettings withSlowClient(Duration time) {
    return new DeliverySettings(commitAfter, heartbeat, time, maxPending, drain);
  }

  public DeliverySettings withMaxPending(int bytes) {
    return new DeliverySettings(commitAfter, heartbeat, slowClient, bytes, drain);
  }

  public DeliverySettings withDrain(Map<String, Duration> times) {
    return new DeliverySettings(commitAfter, heartbeat, slowClient, maxPending, times);
  }

  private static void positive(Duration duration, String name) {
    if (duration.toMillis() < 1) { // the clock of event loops counts milliseconds
      throw new IllegalArgumentException(name + " is below 1 ms: " + duration);
    }
  }
}
