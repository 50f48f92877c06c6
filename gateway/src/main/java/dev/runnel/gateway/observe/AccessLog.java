package dev.runnel.gateway.observe;

import static java.util.Objects.requireNonNull;

import dev.runnel.gateway.report.RequestListener;
import dev.runnel.gateway.report.RequestReport;
import dev.runnel.gateway.report.Said;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Writes a line of JSON for each request, with what was said where the reports have it, on a thread
 * of its own: whoever tells it of a request never waits for the disk. What comes faster than it can
 * be written is dropped, and a line says how many were. Safe to use from any thread.
 */
public final class AccessLog implements RequestListener, AutoCloseable {
  /** How many reports may wait to be written. */
  public static final int USUAL_QUEUE = 8192;

  /** How much may wait; of one that is longer than that, it alone. */
  private static final long MOST_BYTES = 16 << 20;

  private static final long PATIENCE_SECONDS = 5;

  private final LogTarget target;
  private final Consumer<String> complaints;
  private final BlockingQueue<RequestReport> waiting;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean reopen = new AtomicBoolean();
  private final Thread writer = new Thread(this::write, "runnel-access-log");
  private volatile boolean closed;

  // the writer's
  private long droppedSaid;
  private boolean complained;

  private AccessLog(LogTarget target, int queue, Consumer<String> complaints) {
    this.target = target;
    this.complaints = complaints;
    this.waiting = new ArrayBlockingQueue<>(queue);
    writer.setDaemon(true);
  }

  /**
   * Begins one.
   *
   * @param target where to; is closed with this
   * @param queue how many reports may wait
   * @param complaints told, in a sentence, when nothing can be written; once until it can again
   * @throws IOException when the target cannot be opened
   */
  public static AccessLog start(LogTarget target, int queue, Consumer<String> complaints)
      throws IOException {
    requireNonNull(complaints, "complaints is null");
    target.open();
    AccessLog log = new AccessLog(target, queue, complaints);
    log.writer.start();
    return log;
  }

  @Override
  public void onEnd(RequestReport report) {
    long bytes = bytes(report);
    boolean fits = waitingBytes.addAndGet(bytes) <= Math.max(MOST_BYTES, bytes);
    if (closed || !fits || !waiting.offer(report)) {
      waitingBytes.addAndGet(-bytes);
      dropped.incrementAndGet();
    }
  }

  /** About how much of the heap it holds. */
  private static long bytes(RequestReport report) {
    long characters =
        report.client().path().length()
            + report.client().model().map(String::length).orElse(0)
            + report.detail().map(String::length).orElse(0)
            + report.text().map(Said::length).orElse(0L);
    return 1024 + 2 * characters;
  }

  /** Opens a file anew before the next line, which another may have renamed. */
  public void reopen() {
    reopen.set(true);
  }

  /** How many lines were dropped so far. */
  public long dropped() {
    return dropped.get();
  }

  /** Writes what waits, though not for longer than 5 s, and ends. Idempotent. */
  @Override
  public void close() {
    closed = true;
    try {
      writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    target.close();
  }

  private void write() {
    List<RequestReport> batch = new ArrayList<>();
    try {
      while (!closed || !waiting.isEmpty()) {
        RequestReport first = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, 255);
        }
        writeAll(batch);
        waitingBytes.addAndGet(-batch.stream().mapToLong(AccessLog::bytes).sum());
        batch.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll(List<RequestReport> batch) {
    try {
      if (reopen.getAndSet(false)) {
        target.open();
      }
      if (batch.isEmpty()) {
        return;
      }
      StringBuilder text = new StringBuilder(batch.size() * 400);
      long lost = dropped.get();
      if (lost > droppedSaid) {
        text.append(AccessLine.dropped(lost - droppedSaid));
      }
      batch.forEach(report -> text.append(AccessLine.of(report)));
      target.write(text.toString());
      droppedSaid = lost;
      complained = false;
    } catch (IOException | RuntimeException e) { // whatever it is, the next lines are to be written
      dropped.addAndGet(batch.size());
      if (!complained) {
        complained = true;
        complain(
            "The access log cannot be written: " + e.getMessage() + ". Its lines are dropped.");
      }
      reopen.set(true);
    }
  }

  private void complain(String sentence) {
    try {
      complaints.accept(sentence);
    } catch (RuntimeException e) {
      return; // the log goes on once it can, whoever hears of it
    }
  }
}
