package dev.runnel.sandbox.wire;

import dev.runnel.sandbox.exchange.Exchange;
import dev.runnel.sandbox.exchange.Fate;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The one writer is the connection's event loop; everyone else reads and waits. */
final class RecordedExchange implements Exchange {

  private final int number;
  private final int connection;
  private final ReceivedRequest request;
  private final Answerer.Decision decision;
  private Fate fate = Fate.IN_PROGRESS;
  private long bytesWritten;
  private boolean closedByPeer;
  private boolean blocked;

  RecordedExchange(
      int number, int connection, ReceivedRequest request, Answerer.Decision decision) {
    this.number = number;
    this.connection = connection;
    this.request = request;
    this.decision = decision;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public int connection() {
    return connection;
  }

  @Override
  public ReceivedRequest request() {
    return request;
  }

  @Override
  public Optional<String> service() {
    return decision.service();
  }

  @Override
  public List<String> violations() {
    return decision.violations();
  }

  @Override
  public synchronized Fate fate() {
    return fate;
  }

  @Override
  public synchronized long bytesWritten() {
    return bytesWritten;
  }

  synchronized void wrote(long bytes) {
    bytesWritten += bytes;
    notifyAll();
  }

  synchronized void end(Fate end) {
    if (fate == Fate.IN_PROGRESS) {
      fate = end;
      notifyAll();
    }
  }

  synchronized void blocked(boolean nothingMoves) {
    blocked = nothingMoves;
    notifyAll();
  }

  synchronized void closedByPeer() {
    closedByPeer = true;
    if (fate == Fate.IN_PROGRESS) {
      fate = Fate.ABORTED;
    }
    notifyAll();
  }

  @Override
  public Exchange awaitAnswered(Duration timeout) {
    await("was not answered to its end", () -> fate == Fate.ANSWERED, timeout);
    return this;
  }

  @Override
  public Exchange awaitClosedByPeer(Duration timeout) {
    await("was not closed by the client", () -> closedByPeer, timeout);
    return this;
  }

  @Override
  public Exchange awaitEnd(Duration timeout) {
    await("did not end", () -> fate != Fate.IN_PROGRESS, timeout);
    return this;
  }

  @Override
  public Exchange awaitBlockedWrite(Duration timeout) {
    await("was not held back", () -> blocked, timeout);
    return this;
  }

  @Override
  public Exchange awaitBytesWritten(long bytes, Duration timeout) {
    await("has not had " + bytes + " bytes written", () -> bytesWritten >= bytes, timeout);
    return this;
  }

  private synchronized void await(String otherwise, BooleanSupplier condition, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(this + " " + otherwise + " within " + timeout);
      }
      try {
        wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting for " + this, e);
      }
    }
  }

  @Override
  public synchronized String toString() {
    return "exchange "
        + number
        + " ("
        + request
        + ", "
        + service().orElse("no service")
        + (violations().isEmpty() ? "" : ", violations " + violations())
        + ", "
        + fate
        + (closedByPeer ? ", closed by the client" : "")
        + ", "
        + bytesWritten
        + " bytes written)";
  }
}
