package dev.runnel.config.live;

import dev.runnel.config.settings.Settings;
import dev.runnel.runner.Runner;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A runner between two changes of its files. It is closed after its last lease. */
final class Generation {
  private final Settings settings;
  private final Runner runner;
  private final Executor closing;
  private int leases;
  private boolean retired;

  /**
   * A generation without leases.
   *
   * @param closing where the runner is closed, since calls end on its own threads
   */
  Generation(Settings settings, Runner runner, Executor closing) {
    this.settings = settings;
    this.runner = runner;
    this.closing = closing;
  }

  Runner runner() {
    return runner;
  }

  Settings settings() {
    return settings;
  }

  /** A share in it, unless it is retired. */
  synchronized Optional<Lease> lease() {
    if (retired) {
      return Optional.empty();
    }
    leases++;
    return Optional.of(new Lease(this));
  }

  /** Whether it has been retired and its last lease has ended. */
  synchronized boolean isOver() {
    return retired && leases == 0;
  }

  /** Gives no more leases, and closes after the last one. */
  void retire() {
    boolean last;
    synchronized (this) {
      last = !retired && leases == 0;
      retired = true;
    }
    if (last) {
      closing.execute(runner::close);
    }
  }

  void giveBack() {
    boolean last;
    synchronized (this) {
      leases--;
      last = retired && leases == 0;
    }
    if (last) {
      closing.execute(runner::close);
    }
  }
}
