package dev.runnel.sandbox.wire;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The newest exchanges, and how many connections are open. Safe for use by any thread. */
public final class Records {

  private final int bound;
  private final Consumer<Exchange> observer;
  private final Deque<RecordedExchange> exchanges = new ArrayDeque<>();
  private final Deque<RecordedExchange> untaken = new ArrayDeque<>();
  private int numbers;
  private int connections;
  private int open;

  /**
   * @param bound how many exchanges are kept, 1 or more; older ones are forgotten
   * @param observer told of each exchange, by the event loop of its connection, before it is
   *     answered
   */
  public Records(int bound, Consumer<Exchange> observer) {
    if (bound < 1) {
      throw new IllegalArgumentException("At least one exchange is kept, not " + bound);
    }
    this.bound = bound;
    this.observer = observer;
  }

  synchronized int opened() {
    open++;
    notifyAll();
    return ++connections;
  }

  synchronized void closed() {
    open--;
    notifyAll();
  }

  RecordedExchange add(int connection, ReceivedRequest request, Answerer.Decision decision) {
    RecordedExchange exchange;
    synchronized (this) {
      exchange = new RecordedExchange(++numbers, connection, request, decision);
      add(exchanges, exchange);
      add(untaken, exchange);
      notifyAll();
    }
    observer.accept(exchange);
    return exchange;
  }

  private void add(Deque<RecordedExchange> to, RecordedExchange exchange) {
    to.addLast(exchange);
    if (to.size() > bound) {
      to.removeFirst();
    }
  }

  public synchronized List<Exchange> exchanges() {
    return List.copyOf(exchanges);
  }

  public synchronized int openConnections() {
    return open;
  }

  /** The oldest exchange that this method has not returned yet. */
  public synchronized Exchange take(Duration timeout) {
    await(() -> !untaken.isEmpty(), timeout, () -> "No further request came within " + timeout);
    return untaken.removeFirst();
  }

  /** Waits until exactly this many connections are open. */
  public synchronized void awaitOpenConnections(int count, Duration timeout) {
    await(
        () -> open == count,
        timeout,
        () -> open + " connections are open after " + timeout + ", not " + count);
  }

  private void await(BooleanSupplier condition, Duration timeout, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(otherwise.get());
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting: " + otherwise.get(), e);
      }
    }
  }
}
