package dev.runnel.cli.batch;

import dev.runnel.cli.shell.Output;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A plain line now and then, for a pipe or a log. */
public final class ProgressLog implements Progress {
  private static final Duration TICK = Duration.ofSeconds(5);
  private static final long PAUSE_NANOS = Duration.ofSeconds(60).toNanos();

  private final Output err;
  private final LongSupplier nanoTime;
  private final Speed speed = new Speed();
  private long saidAt;

  public ProgressLog(Output err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    saidAt = nanoTime.getAsLong();
  }

  @Override
  public Duration tick() {
    return TICK;
  }

  @Override
  public void show(Tally tally) {
    long now = nanoTime.getAsLong();
    speed.note(now, tally.done());
    if (now - saidAt >= PAUSE_NANOS && tally.left() > 0) {
      saidAt = now;
      double rate = speed.rowsPerSecond(now, tally.done());
      say(
          "batch: "
              + tally.done()
              + " of "
              + tally.rows()
              + " rows done"
              + (tally.failed() == 0 ? "" : ", " + tally.failed() + " failed")
              + (rate <= 0 ? "" : ", " + Speed.rate(rate))
              + Speed.timeFor(tally.left(), rate)
                  .map(time -> ", " + Speed.clock(time) + " left")
                  .orElse(""));
    }
  }

  @Override
  public void say(String line) {
    err.tell(line);
  }

  @Override
  public void close() {}
}
