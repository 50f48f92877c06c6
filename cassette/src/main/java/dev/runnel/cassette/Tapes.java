package dev.runnel.cassette;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * All exchanges of a recording, in the order in which they began. The oldest that has not ended is
 * in the file as far as it has come; those that overlap it wait in memory until it has ended.
 */
final class Tapes implements AutoCloseable {
  private final CassetteFile file;
  private final LongSupplier nanos;
  private final Deque<Tape> open = new ArrayDeque<>();
  private int count;

  Tapes(CassetteFile file, LongSupplier nanos) {
    this.file = file;
    this.nanos = nanos;
  }

  synchronized void upstream(Upstream upstream) {
    file.note(CassetteLines.upstream(upstream.name(), upstream.shown()));
  }

  /** Starts an exchange; its request is complete now. */
  synchronized Tape begin(Upstream upstream, Blanks blanks, Taped.Request request) {
    String started = CassetteLines.asked(++count, upstream.name(), request);
    Tape tape = new Tape(this, blanks, nanos, started);
    open.addLast(tape);
    flush();
    return tape;
  }

  synchronized void wrote(Tape tape) {
    if (tape == open.peekFirst()) {
      file.append(tape.take());
    }
  }

  synchronized void ended(Tape tape) {
    flush();
  }

  private void flush() {
    while (!open.isEmpty()) {
      Tape first = open.getFirst();
      String lines = first.take();
      if (!lines.isEmpty()) {
        file.append(lines);
      }
      if (!first.over()) {
        return;
      }
      open.removeFirst();
    }
  }

  /** Ends what has not ended: its client was not interested any more. */
  @Override
  public void close() {
    List<Tape> left;
    synchronized (this) {
      left = new ArrayList<>(open);
    }
    left.forEach(tape -> tape.ended(Ending.ABORTED, ""));
    file.close();
  }
}
