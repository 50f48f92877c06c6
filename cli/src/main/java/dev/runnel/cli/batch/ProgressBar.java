package dev.runnel.cli.batch;

import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.OutputFailedException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One line on a terminal that is drawn over and over. */
public final class ProgressBar implements Progress {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;
  private static final String ERASE = "\r\u001b[K";

  private final Output terminal;
  private final int columns;
  private final LongSupplier nanoTime;
  private final Speed speed = new Speed();
  private String drawn = "";
  private long drawnAt;

  /**
   * A bar.
   *
   * @param columns the terminal's width
   */
  public ProgressBar(Output terminal, int columns, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  @Override
  public Duration tick() {
    return TICK;
  }

  @Override
  public void show(Tally tally) {
    long now = nanoTime.getAsLong();
    speed.note(now, tally.done());
    if (drawn.isEmpty() || now - drawnAt >= REDRAW_NANOS || tally.left() == 0) {
      drawnAt = now;
      draw(line(tally, speed.rowsPerSecond(now, tally.done())));
    }
  }

  @Override
  public void say(String line) {
    String bar = drawn;
    erase();
    terminal.tell(line);
    if (!bar.isEmpty()) {
      draw(bar);
    }
  }

  @Override
  public void close() {
    erase();
  }

  private String line(Tally tally, double rate) {
    String percent = String.format("%3d%%", 100 * tally.done() / tally.rows());
    String counts = " " + tally.done() + "/" + tally.rows();
    String failed = tally.failed() == 0 ? "" : ", " + tally.failed() + " failed";
    String pace = rate <= 0 ? "" : ", " + Speed.rate(rate);
    String rest =
        tally.left() == 0
            ? ""
            : Speed.timeFor(tally.left(), rate)
                .map(time -> ", " + Speed.clock(time) + " left")
                .orElse("");
    String words = counts + failed + pace + rest;
    // A terminal's last column is left free: some go to the next line behind it.
    int room = columns - 1 - percent.length() - words.length() - 3;
    String bar = room < SHORTEST_BAR ? "" : " " + bar(tally, Math.min(room, LONGEST_BAR));
    String line = percent + bar + words;
    return line.substring(0, Math.min(line.length(), Math.max(1, columns - 1)));
  }

  private static String bar(Tally tally, int length) {
    int full = (int) (length * tally.done() / tally.rows());
    String head = full < length && full > 0 ? ">" : "";
    return "[" + "=".repeat(full - head.length()) + head + " ".repeat(length - full) + "]";
  }

  private void draw(String line) {
    if (!line.equals(drawn)) {
      print(ERASE + ControlCharacters.neutralised(line));
      drawn = line;
    }
  }

  private void erase() {
    if (!drawn.isEmpty()) {
      print(ERASE);
      drawn = "";
    }
  }

  private void print(String text) {
    try {
      terminal.print(text);
    } catch (OutputFailedException e) {
      return; // the terminal is gone; the batch is not
    }
  }
}
