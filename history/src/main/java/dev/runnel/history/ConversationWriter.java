package dev.runnel.history;

import static java.util.Objects.requireNonNull;

import dev.runnel.history.HistoryException.Kind;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes exchanges into the log on a thread of its own, so that neither a slow disk nor a broken
 * file ever holds up an answer. What has arrived of an answer is written while it streams: at most
 * four times a second, and less often where it is long. Safe to use from any thread.
 */
public final class ConversationWriter implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(250);

  /** A growing text is written as a whole; this bounds what that comes to. */
  private static final long CHARACTERS_PER_SECOND = 1 << 20;

  /** How long the end of the last exchange is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path file;
  private final Consumer<HistoryException> trouble;
  private final Duration interval;
  private final Clock clock = Clock.systemUTC();
  private final Ids ids = new Ids(clock);
  private final Set<OpenExchange> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, ConversationWriter::thread);

  // Of the writer's thread.
  private @Nullable ConversationLog log;
  private @Nullable WritingProcess self;
  private boolean told;

  private ConversationWriter(Path file, Consumer<HistoryException> trouble, Duration interval) {
    this.file = requireNonNull(file, "file is null");
    this.trouble = requireNonNull(trouble, "trouble is null");
    this.interval = interval;
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Begins to open the log, see {@link ConversationLog#open}, and returns at once.
   *
   * @param trouble told on the writer's thread, once, when the log cannot be opened or written;
   *     nothing else comes of it
   */
  public static ConversationWriter start(Path file, Consumer<HistoryException> trouble) {
    return start(file, trouble, INTERVAL);
  }

  /** The same with another time between two writes of one answer. */
  static ConversationWriter start(
      Path file, Consumer<HistoryException> trouble, Duration interval) {
    ConversationWriter writer = new ConversationWriter(file, trouble, interval);
    writer.thread.execute(writer::openLog);
    return writer;
  }

  /** The id of a conversation that is to begin. */
  public String newConversation() {
    return ids.conversation();
  }

  /** Logs an exchange from now on, and returns at once. */
  public OpenExchange begin(ExchangeStart start) {
    OpenExchange exchange = new OpenExchange(this, ids.exchange(), start, now());
    open.add(exchange);
    saveNow(exchange);
    return exchange;
  }

  /** Writes what is left and waits for it, not long. */
  @Override
  public void close() {
    if (thread.isShutdown()) {
      return;
    }
    open.forEach(this::saveNow);
    thread.execute(this::closeLog);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
        trouble.accept(
            new HistoryException(
                Kind.BUSY,
                "The log of conversations, "
                    + file
                    + ", could not be written in time; the end of this one is missing there."));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(exchange -> exchange.kept(false));
  }

  Instant now() {
    return clock.instant();
  }

  void saveNow(OpenExchange exchange) {
    enqueue(exchange, 0);
  }

  /** Sees to it that what has arrived is written, some time after it was written last. */
  void saveSoon(OpenExchange exchange) {
    if (exchange.saveIsDue()) {
      long byLength = exchange.size() * TimeUnit.SECONDS.toNanos(1) / CHARACTERS_PER_SECOND;
      enqueue(exchange, Math.max(interval.toNanos(), byLength));
    }
  }

  private void enqueue(OpenExchange exchange, long nanos) {
    try {
      thread.schedule(() -> save(exchange), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      exchange.kept(false); // closed
    }
  }

  private void openLog() {
    try {
      self = WritingProcess.current();
      log = ConversationLog.open(file);
    } catch (RuntimeException | LinkageError e) {
      tell(e);
    }
  }

  private void closeLog() {
    if (log != null) {
      log.close();
    }
  }

  private void save(OpenExchange exchange) {
    if (!open.contains(exchange)) {
      return; // its end is written
    }
    boolean ended = false;
    try {
      Progress progress = exchange.takeProgress();
      ended = progress.end().isPresent();
      boolean kept = log != null && self != null && exchange.saver(self).save(log, progress);
      if (ended) {
        exchange.kept(kept);
      }
    } catch (RuntimeException e) {
      tell(e);
      if (ended) {
        exchange.kept(false);
      }
    }
    if (ended) {
      open.remove(exchange);
    }
  }

  private void tell(Throwable e) {
    if (told) {
      return;
    }
    told = true;
    trouble.accept(
        e instanceof HistoryException known
            ? known
            : new HistoryException(
                Kind.UNAVAILABLE, "The log of conversations, " + file + ", failed: " + e, e));
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "runnel-log");
    thread.setDaemon(true);
    return thread;
  }
}
