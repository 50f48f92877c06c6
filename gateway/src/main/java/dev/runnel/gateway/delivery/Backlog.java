package dev.runnel.gateway.delivery;

import io.vertx.core.buffer.Buffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The events between the thread that encodes them and the one that writes them, and how many bytes
 * of them the client has not taken yet.
 */
final class Backlog {
  private final Queue<byte[]> events = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean told = new AtomicBoolean();

  /** Adds whole events. */
  void add(byte[] encoded) {
    entered(encoded.length);
    events.add(encoded);
  }

  /** Whether the writer is to be told that there is something: it has not been, since it looked. */
  boolean isNews() {
    return !told.get() && told.compareAndSet(false, true);
  }

  /** Takes all there is. By the writer. */
  Buffer take() {
    told.set(false); // before the look: what comes after it is told again
    byte[] first = events.poll();
    Buffer all = first == null ? Buffer.buffer() : Buffer.buffer(first);
    for (byte[] next = events.poll(); next != null; next = events.poll()) {
      all.appendBytes(next);
    }
    return all;
  }

  /** So many bytes wait for the client, too, though they were never in here. */
  void entered(int count) {
    bytes.addAndGet(count);
  }

  /** So many bytes have left, or never will. */
  void left(int count) {
    bytes.addAndGet(-count);
  }

  /** What waits: in here, or written and not taken. */
  long bytes() {
    return bytes.get();
  }
}
