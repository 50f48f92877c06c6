package dev.runnel.guard;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes daemon threads with a telling name. A thread takes over the context class loader and the
 * access control context of whoever makes it; that may be a plugin's, which it would keep alive.
 */
final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final AtomicInteger count = new AtomicInteger();

  DaemonThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = bare(task, name + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  @SuppressWarnings("removal") // the context is kept by threads as long as there is this method
  private static Thread bare(Runnable task, String name) {
    return AccessController.doPrivileged(
        (PrivilegedAction<Thread>) () -> new Thread(null, task, name, 0, false));
  }
}
