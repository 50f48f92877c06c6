package dev.runnel.cli.shell;

import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Hears one of the operating system's signals instead of the JVM, which would end. Where the system
 * does not have the signal, as Windows has no HUP, nothing is heard.
 */
public final class ProcessSignal implements AutoCloseable {
  private final String name;
  private final @Nullable Object before;

  private ProcessSignal(String name, @Nullable Object before) {
    this.name = name;
    this.before = before;
  }

  /**
   * Begins to hear it.
   *
   * @param name without SIG, such as {@code TERM}
   * @param action runs on a thread of its own, each time
   */
  public static ProcessSignal on(String name, Runnable action) {
    return new ProcessSignal(name, Signals.register(name, action));
  }

  /** Leaves it to whoever heard it before. */
  @Override
  public void close() {
    if (before != null) {
      Signals.unregister(name, before);
    }
  }
}
