package dev.runnel.guard;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The threads and the time that calls run on, shared by any number of clients. Closing it ends the
 * threads that it made itself; close its clients first.
 */
public final class CallRuntime implements AutoCloseable {
  private final Executor executor;
  private final Executor starter;
  private final Executor blocking;
  private final Executor aborter;
  private final Executor lateDelivery;
  private final boolean direct;
  private final Timekeeper timekeeper;
  private final List<AutoCloseable> owned = new ArrayList<>();

  private CallRuntime(Builder builder) {
    direct = builder.direct;
    if (builder.executor != null) {
      executor = builder.executor;
      starter = executor;
      blocking = executor;
      lateDelivery = executor;
    } else if (direct) {
      executor = Runnable::run;
      starter = executor;
      lateDelivery =
          builder.lateDelivery != null
              ? builder.lateDelivery
              : own(WorkerThreads.create("runnel-worker", 2));
      blocking =
          builder.lateDelivery != null
              ? builder.lateDelivery
              : own(WorkerThreads.create("runnel-start", WorkerThreads.forDrivers()));
    } else {
      executor = own(WorkerThreads.create("runnel-worker", WorkerThreads.forConsumers()));
      starter = own(WorkerThreads.create("runnel-start", WorkerThreads.forDrivers()));
      blocking = starter;
      lateDelivery = executor;
    }
    aborter =
        builder.aborter != null
            ? builder.aborter
            : own(WorkerThreads.create("runnel-abort", WorkerThreads.forDrivers()));
    if (builder.timekeeper != null) {
      timekeeper = builder.timekeeper;
    } else {
      SystemTimekeeper system = new SystemTimekeeper();
      timekeeper = system;
      owned.add(system);
    }
  }

  private CallRuntime(CallRuntime outer) {
    direct = outer.direct;
    executor = Runnable::run;
    starter = executor;
    blocking = outer.blocking;
    aborter = outer.aborter;
    lateDelivery = outer.lateDelivery;
    timekeeper = outer.timekeeper;
  }

  private Executor own(ExecutorService threads) {
    owned.add(threads::shutdown);
    return threads;
  }

  /** Workers of its own and the system's clock. No thread starts before it is needed. */
  public static CallRuntime create() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The same threads and time for calls that serve a call of this runtime, so that what they say
   * reaches it without another hop: they deliver on the thread that a signal arises on, and start
   * drivers on the thread that gives the call its view, which may block and is interrupted to abort
   * (unless this runtime delivers directly). Give them theirs in {@link
   * dev.runnel.spi.Driver#start} or on {@link #blocking()}. Nothing to close.
   */
  public CallRuntime within() {
    return new CallRuntime(this);
  }

  /** Whether the thread that starts a driver is interrupted to abort. */
  boolean interruptsStarts() {
    return !direct;
  }

  Executor executor() {
    return executor;
  }

  /** The time by which calls are measured. */
  public Timekeeper timekeeper() {
    return timekeeper;
  }

  /**
   * Where foreign code that may block runs beside the calls, such as the functions of a {@linkplain
   * dev.runnel.tools.ToolLoop tool loop}: never the thread that hands the task over, and not where
   * consumers are served, unless the runtime was given its executor.
   */
  public Executor blocking() {
    return blocking;
  }

  /**
   * Where drivers' starts run. A start may block, and may wait for its consumer: not where that is
   * served, so that starts cannot take all threads and wait for each other's deliveries.
   */
  Executor starter() {
    return starter;
  }

  /** Where drivers' aborts run: an abort that blocks holds up nothing but other aborts. */
  Executor aborter() {
    return aborter;
  }

  /**
   * Where what a clock decided goes on, such as the delivery of an end: never on the clock's own
   * thread. Tasks do not block.
   */
  public Executor lateDelivery() {
    return lateDelivery;
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
    private @Nullable Executor aborter;
    private @Nullable Executor lateDelivery;
    private @Nullable Timekeeper timekeeper;
    private boolean direct;

    private Builder() {}

    /**
     * Delivers signals on these threads, serially for each call, and starts drivers on them: where
     * a driver's start may block, more than one. They are not shut down.
     */
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

    /** Aborts on this, for tests that decide what runs when. */
    Builder aborter(Executor threads) {
      aborter = threads;
      return this;
    }

    /** Where direct delivery has no thread of its own; for tests, as the above. */
    Builder lateDelivery(Executor threads) {
      lateDelivery = threads;
      return this;
    }

    public CallRuntime build() {
      return new CallRuntime(this);
    }
  }
}
