package dev.runnel.guard;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system's clock and one daemon thread, which starts with the first task. */
final class SystemTimekeeper implements Timekeeper, AutoCloseable {
  private final ScheduledThreadPoolExecutor scheduler;

  SystemTimekeeper() {
    scheduler = new ScheduledThreadPoolExecutor(1, new DaemonThreads("runnel-clock"));
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Future<?> future = scheduler.schedule(task, Nanos.of(delay), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
