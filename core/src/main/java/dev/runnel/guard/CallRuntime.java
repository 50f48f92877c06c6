package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads and the time that calls run on, shared by any number of clients. Closing it ends the
 * threads that it made itself; close its clients first.
 */
public final class CallRuntime implements AutoCloseable {
  private final Executor executor;
  private final boolean direct;
  private final Timekeeper timekeeper;
  private final ThreadPoolExecutor aborter;
  private final List<AutoCloseable> owned = new ArrayList<>();

  private CallRuntime(Builder builder) {
    direct = builder.direct;
    if (builder.executor != null) {
      executor = builder.executor;
    } else if (direct) {
      executor = Runnable::run;
    } else {
      ExecutorService workers = WorkerThreads.create();
      executor = workers;
      owned.add(workers::shutdown);
    }
    if (builder.timekeeper != null) {
      timekeeper = builder.timekeeper;
    } else {
      SystemTimekeeper system = new SystemTimekeeper();
      timekeeper = system;
      owned.add(system);
    }
    aborter =
        new ThreadPoolExecutor(
            2,
            2,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads("runnel-abort"));
    aborter.allowCoreThreadTimeOut(true);
    owned.add(aborter::shutdown);
  }

  /** Workers of its own and the system's clock. No thread starts before it is needed. */
  public static CallRuntime create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  boolean direct() {
    return direct;
  }

  Executor executor() {
    return executor;
  }

  Timekeeper timekeeper() {
    return timekeeper;
  }

  /** Where a driver's abort runs when a clock decided it: never on the clock's own thread. */
  Executor aborter() {
    return aborter;
  }

  /** Ends the threads of this runtime after what they still have to deliver. Idempotent. */
  @Override
  public void close() {
    for (AutoCloseable closeable : owned) {
      try {
        closeable.close();
      } catch (Exception e) {
        throw new IllegalStateException("A thread pool could not be shut down", e);
      }
    }
  }

  /** Chooses threads and time. Not thread-safe. */
  public static final class Builder {
    private @Nullable Executor executor;
    private @Nullable Timekeeper timekeeper;
    private boolean direct;

    private Builder() {}

    /** Delivers signals on these threads, serially for each call. They are not shut down. */
    public Builder executor(Executor threads) {
      executor = requireNonNull(threads, "threads is null");
      direct = false;
      return this;
    }

    /**
     * Delivers signals on whatever thread they arise on, usually an event loop: the fastest way,
     * for consumers that never block.
     */
    public Builder direct() {
      executor = null;
      direct = true;
      return this;
    }

    /** Measures time by this instead of the system's clock. It is not closed. */
    public Builder timekeeper(Timekeeper clock) {
      timekeeper = requireNonNull(clock, "clock is null");
      return this;
    }

    public CallRuntime build() {
      return new CallRuntime(this);
    }
  }
}
