package dev.runnel.spi;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs code with its own class loader as the thread's context class loader, where libraries look
 * for services and resources. Runnel does so wherever it calls a plugin; an author needs it only
 * for threads and callbacks of his own.
 */
public final class ContextLoader {
  private ContextLoader() {}

  /** Runs it with this context class loader, and gives the thread its own back. */
  public static void run(@Nullable ClassLoader loader, Runnable code) {
    get(
        loader,
        () -> {
          code.run();
          return true;
        });
  }

  /** As the above, for code that gives something. */
  public static <T> T get(@Nullable ClassLoader loader, Supplier<T> code) {
    requireNonNull(code, "code is null");
    Thread thread = Thread.currentThread();
    @Nullable ClassLoader before = thread.getContextClassLoader();
    if (before == loader) {
      return code.get();
    }
    thread.setContextClassLoader(loader);
    try {
      return code.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
