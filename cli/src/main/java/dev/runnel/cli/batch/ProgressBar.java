package dev.runnel.cli.batch;

import dev.runnel.cli.shell.DrawnLine;
import dev.runnel.cli.shell.Output;
import java.time.Duration;
import java.util.function.LongSupplier;

/** One line on a terminal that is drawn over and over. */
public final class ProgressBar implements Progress {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int LONGEST_BAR = 30;
  private static final int SHORTEST_BAR = 5;

  private final Output terminal;
  private final int columns;
  private final LongSupplier nanoTime;
  private final Speed speed = new Speed();
  private final DrawnLine line;
  private long drawnAt;

  /**
   * A bar.
   *
   * @param columns the terminal's width
   */
  public ProgressBar(Output terminal, int columns, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.line = new DrawnLine(terminal);
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
    if (line.drawn().isEmpty() || now - drawnAt >= REDRAW_NANOS || tally.left() == 0) {
      drawnAt = now;
      line.draw(line(tally, speed.rowsPerSecond(now, tally.done())));
    }
  }

  @Override
  public void say(String text) {
    String bar = line.drawn();
    line.erase();
    terminal.tell(text);
    if (!bar.isEmpty()) {
      line.draw(bar);
    }
  }

  @Override
  public void close() {
    line.erase();
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
    String whole = percent + bar + words;
    return whole.substring(0, Math.min(whole.length(), Math.max(1, columns - 1)));
  }

  private static String bar(Tally tally, int length) {
    return DrawnLine.bar((int) (length * tally.done() / tally.rows()), length);
  }
}
