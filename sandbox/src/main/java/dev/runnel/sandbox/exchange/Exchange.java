package dev.runnel.sandbox.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One request that the sandbox received in full, and what has become of its answer.
 *
 * <p>The {@code await} methods wait for a condition and throw an {@link AssertionError} that says
 * what was the case instead when the time is over; without a time they wait ten seconds. All
 * methods are safe for use by any thread.
 */
public interface Exchange {

  Duration PATIENCE = Duration.ofSeconds(10);

  /** The number of this exchange, from 1, in the order received. */
  int number();

  /**
   * The number of the connection it came on, from 1: two exchanges with one number shared a
   * connection.
   */
  int connection();

  ReceivedRequest request();

  /** The service that took it, or empty where none did. */
  Optional<String> service();

  /** What the request got wrong, in words; empty for a request as it should be. */
  List<String> violations();

  /** The first request header of this name. */
  default Optional<String> header(String name) {
    return request().header(name);
  }

  /** The request's body parsed; a missing node where it is no JSON. */
  default JsonNode json() {
    return request().json();
  }

  Fate fate();

  /** Whether the answer was sent to its clean end. */
  default boolean answered() {
    return fate() == Fate.ANSWERED;
  }

  /** Whether the client closed or reset the connection before the answer's end. */
  default boolean aborted() {
    return fate() == Fate.ABORTED;
  }

  /** How many bytes of the answer, head and framing included, the operating system has taken. */
  long bytesWritten();

  /** Waits until the answer was sent to its clean end. */
  Exchange awaitAnswered(Duration timeout);

  /** Waits until the client closed or reset the connection, before or after the answer's end. */
  Exchange awaitClosedByPeer(Duration timeout);

  /** Waits until the fate is no longer {@link Fate#IN_PROGRESS}. */
  Exchange awaitEnd(Duration timeout);

  /**
   * Waits until the operating system takes no more bytes of the answer: its buffers and the
   * client's are full and nothing has moved for a fifth of a second.
   */
  Exchange awaitBlockedWrite(Duration timeout);

  /** Waits until {@link #bytesWritten()} is at least {@code bytes}. */
  Exchange awaitBytesWritten(long bytes, Duration timeout);

  default Exchange awaitAnswered() {
    return awaitAnswered(PATIENCE);
  }

  default Exchange awaitClosedByPeer() {
    return awaitClosedByPeer(PATIENCE);
  }

  default Exchange awaitEnd() {
    return awaitEnd(PATIENCE);
  }

  default Exchange awaitBlockedWrite() {
    return awaitBlockedWrite(PATIENCE);
  }

  default Exchange awaitBytesWritten(long bytes) {
    return awaitBytesWritten(bytes, PATIENCE);
  }
}
