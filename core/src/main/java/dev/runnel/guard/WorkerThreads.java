package dev.runnel.guard;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that run foreign code: virtual ones where the JDK has them, else a pool of a fixed
 * size whose idle threads go away.
 */
final class WorkerThreads {
  private WorkerThreads() {}

  /** How many platform threads serve consumers, who may block but seldom do. */
  static int forConsumers() {
    return Math.max(16, 4 * Runtime.getRuntime().availableProcessors());
  }

  /** How many platform threads serve drivers that block where they need not. */
  static int forDrivers() {
    return 64;
  }

  /**
   * Makes threads, of which none starts before it is needed.
   *
   * @param size the most platform threads; of virtual ones there is one a task
   */
  static ExecutorService create(String name, int size) {
    try {
      // Java 21 and later; compiled for 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return pool(name, size);
    }
  }

  private static ExecutorService pool(String name, int size) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            size, size, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
