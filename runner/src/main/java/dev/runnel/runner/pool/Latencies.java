package dev.runnel.runner.pool;

import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.health.LatelyUsed;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long each target took of late until its first content. What was measured long ago counts for
 * less and less: a slow one comes to look fast in the end, gets one call, and shows what it is now.
 *
 * <p>Safe to use from any thread.
 */
public final class Latencies {
  private static final double SHARE_OF_THE_LATEST = 0.3;

  /** How fast distrust fades: one ten times as slow is tried again after less than two minutes. */
  private static final Duration HALF_LIFE = Duration.ofSeconds(30);

  /** A failure counts as at least so slow, lest who fails at once be the fastest. */
  private static final double LEAST_FOR_A_FAILURE = Duration.ofSeconds(1).toNanos();

  /** What nobody knows yet while somebody finds out: after all that is known. */
  private static final double BEING_FOUND_OUT = Double.MAX_VALUE;

  private final Timekeeper time;
  private final Map<String, Measured> targets = new LatelyUsed<>(); // guarded by itself

  /** The nanos of an unmeasured one are null; the moment is when it was last measured or tried. */
  private record Measured(@Nullable Double nanos, long at) {}

  public Latencies(Timekeeper time) {
    this.time = time;
  }

  /** The first content came after so long. */
  public void measured(String target, Duration took) {
    synchronized (targets) {
      learn(target, (double) took.toNanos());
    }
  }

  /** An attempt ended without content, after so long. */
  public void failed(String target, Duration took) {
    synchronized (targets) {
      @Nullable Double before = known(target);
      double doubled = before == null ? 0 : 2 * before;
      learn(target, Math.max(Math.max(doubled, (double) took.toNanos()), LEAST_FOR_A_FAILURE));
    }
  }

  /**
   * Less is faster; 0: nobody knows, so it should be found out. Only to be compared, and only with
   * what was got at the same moment.
   */
  double rank(String target) {
    synchronized (targets) {
      @Nullable Measured measured = targets.get(target);
      if (measured == null) {
        return 0;
      }
      double halves = (double) (time.nanos() - measured.at()) / HALF_LIFE.toNanos();
      if (measured.nanos() == null) {
        return halves < 1 ? BEING_FOUND_OUT : 0;
      }
      return measured.nanos() * Math.pow(0.5, halves);
    }
  }

  /** A call is about to find out: the next ones go by what is known, until it has. */
  void trying(String target) {
    synchronized (targets) {
      targets.put(target, new Measured(known(target), time.nanos()));
    }
  }

  private @Nullable Double known(String target) {
    @Nullable Measured measured = targets.get(target);
    return measured == null ? null : measured.nanos();
  }

  private void learn(String target, double nanos) {
    @Nullable Double before = known(target);
    double mean = before == null ? nanos : before + SHARE_OF_THE_LATEST * (nanos - before);
    targets.put(target, new Measured(mean, time.nanos()));
  }
}
