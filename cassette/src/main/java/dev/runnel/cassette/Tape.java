package dev.runnel.cassette;

import java.time.Duration;
import java.util.List;
import java.util.Map.Entry;
import java.util.function.LongSupplier;

/**
 * One exchange while it is recorded: what is heard goes to the file, secrets blanked, with how long
 * it took to come. Exchanges that overlap in time do not overlap in the file. For one thread at a
 * time.
 */
final class Tape {
  private final Tapes tapes;
  private final Blanks blanks;
  private final BlankedStream stream;
  private final LongSupplier nanos;
  private final StringBuilder lines = new StringBuilder();
  private long last;
  private boolean over;

  Tape(Tapes tapes, Blanks blanks, LongSupplier nanos, String started) {
    this.tapes = tapes;
    this.blanks = blanks;
    this.stream = new BlankedStream(blanks);
    this.nanos = nanos;
    this.last = nanos.getAsLong();
    write(started);
  }

  void answered(int status, List<Entry<String, String>> headers) {
    write(
        CassetteLines.answered(
            new Taped.Head(status, sinceLast(), headers.stream().map(blanks::header).toList())));
  }

  void heard(byte[] bytes) {
    byte[] clean = stream.next(bytes);
    if (clean.length > 0) {
      write(CassetteLines.chunk(new Taped.Chunk(sinceLast(), clean)));
    }
  }

  /** Ends it; what comes later changes nothing. */
  void ended(Ending ending, String why) {
    if (over) {
      return;
    }
    Duration after = sinceLast();
    byte[] rest = stream.rest();
    if (rest.length > 0) {
      write(CassetteLines.chunk(new Taped.Chunk(after, rest)));
      after = Duration.ZERO;
    }
    write(CassetteLines.ended(new Taped.End(ending, after, blanks.text(why).strip())));
    over = true;
    tapes.ended(this);
  }

  /** What has been written and is not in the file yet; forgotten here. */
  String take() {
    String taken = lines.toString();
    lines.setLength(0);
    return taken;
  }

  boolean over() {
    return over;
  }

  private void write(String text) {
    if (!over) {
      lines.append(text);
      tapes.wrote(this);
    }
  }

  private Duration sinceLast() {
    long now = nanos.getAsLong();
    long passed = now - last;
    last = now;
    return Duration.ofNanos(passed);
  }
}
