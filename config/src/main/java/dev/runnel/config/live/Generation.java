package dev.runnel.config.live;

import dev.runnel.config.settings.Settings;
import dev.runnel.runner.Runner;
import java.util.Optional;
import java.util.function.Consumer;

/** A runner between two changes of its files. It is over after its last lease. */
final class Generation {
  private final Settings settings;
  private final Runner runner;
  private final HeldProviders providers;
  private final Consumer<Generation> onOver;
  private final Object closing = new Object();
  private boolean closed;
  private int leases;
  private boolean retired;

  /**
   * A generation without leases.
   *
   * @param providers held for it
   * @param onOver told once, by whoever gives the last lease back, or retires it; closes it
   *     elsewhere, since calls end on its own threads
   */
  Generation(
      Settings settings, Runner runner, HeldProviders providers, Consumer<Generation> onOver) {
    this.settings = settings;
    this.runner = runner;
    this.providers = providers;
    this.onOver = onOver;
  }

  Runner runner() {
    return runner;
  }

  Settings settings() {
    return settings;
  }

  HeldProviders providers() {
    return providers;
  }

  /** A share in it, unless it is retired. */
  synchronized Optional<Lease> lease() {
    if (retired) {
      return Optional.empty();
    }
    leases++;
    return Optional.of(new Lease(this));
  }

  /** Gives no more leases, and is over after the last one. */
  void retire() {
    boolean last;
    synchronized (this) {
      last = !retired && leases == 0;
      retired = true;
    }
    if (last) {
      onOver.accept(this);
    }
  }

  void giveBack() {
    boolean last;
    synchronized (this) {
      leases--;
      last = retired && leases == 0;
    }
    if (last) {
      onOver.accept(this);
    }
  }

  /** Closes the runner, and lets go of the providers; all is done when it returns. Idempotent. */
  void close() {
    synchronized (closing) {
      if (!closed) {
        closed = true;
        runner.close();
        providers.release();
      }
    }
  }
}
