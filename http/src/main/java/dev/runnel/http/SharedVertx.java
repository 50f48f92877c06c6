package dev.runnel.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one Vert.x of this class loader: made for its first user, closed with its last, so that it
 * costs nothing before a call and leaves no thread behind.
 */
final class SharedVertx {
  /** Event loops only move bytes; more of them than cores gain nothing, and two are plenty. */
  private static final int LOOPS = Math.min(2, Runtime.getRuntime().availableProcessors());

  /** Looking up host names blocks; nothing else uses these threads. */
  private static final int WORKERS = 4;

  private static final int CLOSE_SECONDS = 5;

  private static final Object LOCK = new Object();
  private static @Nullable SharedVertx current;
  private static int users;

  private final Vertx vertx;
  private final List<Context> loops;
  private int given;

  private SharedVertx(Vertx vertx, List<Context> loops) {
    this.vertx = vertx;
    this.loops = loops;
  }

  /** Takes a share; give it back with {@link #leave()}. */
  static SharedVertx join() {
    synchronized (LOCK) {
      if (current == null) {
        current = start();
      }
      users++;
      return current;
    }
  }

  /** Gives a share back; the last one ends the threads. */
  void leave() {
    synchronized (LOCK) {
      if (--users > 0) {
        return;
      }
      current = null;
    }
    CompletableFuture<Void> closed = vertx.close().toCompletionStage().toCompletableFuture();
    if (Context.isOnVertxThread()) {
      return; // waiting would keep the very thread that is to end
    }
    await(closed);
  }

  Vertx vertx() {
    return vertx;
  }

  /** An event loop for a new user, the next in turn. */
  Context loop() {
    synchronized (LOCK) {
      return loops.get(given++ % loops.size());
    }
  }

  /**
   * Threads inherit the context class loader of the thread that starts them, and Vert.x remembers
   * it. Starting everything from fresh threads with this class's own loader keeps that of a caller,
   * a plugin's perhaps, from being held for as long as Vert.x lives.
   */
  private static SharedVertx start() {
    ClassLoader own = SharedVertx.class.getClassLoader();
    Vertx vertx = onFreshThread(() -> GuestNetty.start(own, SharedVertx::ofOurOwn));
    List<Context> loops = new ArrayList<>();
    for (int i = 0; i < LOOPS; i++) {
      loops.add(onFreshThread(() -> startedLoop(vertx)));
    }
    return new SharedVertx(vertx, List.copyOf(loops));
  }

  private static Vertx ofOurOwn() {
    return Vertx.builder().with(options()).withTransport(new MeasuredReads()).build();
  }

  private static Context startedLoop(Vertx vertx) {
    Context loop = vertx.getOrCreateContext();
    CompletableFuture<Void> running = new CompletableFuture<>();
    loop.runOnContext(none -> running.complete(null));
    running.join();
    return loop;
  }

  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(LOOPS)
        .setWorkerPoolSize(WORKERS)
        .setInternalBlockingPoolSize(WORKERS)
        .setUseDaemonThread(true)
        .setDisableTCCL(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false))
        // What runs on the loops is ours; a pause of the whole machine is no news.
        .setBlockedThreadCheckInterval(TimeUnit.DAYS.toMillis(1));
  }

  private static <T> T onFreshThread(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        bareThread(
            () -> {
              try {
                result.complete(work.get());
              } catch (Throwable thrown) { // handed to the thread that waits
                result.completeExceptionally(thrown);
              }
            });
    thread.setDaemon(true);
    thread.setContextClassLoader(SharedVertx.class.getClassLoader());
    thread.start();
    return result.join();
  }

  /** Without the access control context of who asks for it, which its children would have, too. */
  @SuppressWarnings("removal") // the context is kept by threads as long as there is this method
  private static Thread bareThread(Runnable work) {
    return AccessController.doPrivileged(
        (PrivilegedAction<Thread>) () -> new Thread(null, work, "runnel-http-start", 0, false));
  }

  private static void await(CompletableFuture<Void> closed) {
    try {
      closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      System.getLogger("dev.runnel.http")
          .log(System.Logger.Level.WARNING, "Event loops did not end in time", e);
    }
  }
}
