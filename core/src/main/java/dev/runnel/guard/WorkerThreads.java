package dev.runnel.guard;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that run consumers' code: virtual ones where the JDK has them, else a pool of a fixed
 * size whose idle threads go away.
 */
final class WorkerThreads {
  private WorkerThreads() {}

  static ExecutorService create() {
    try {
      // Java 21 and later; compiled for 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return pool();
    }
  }

  private static ExecutorService pool() {
    int size = Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size,
            size,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("runnel-worker"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
