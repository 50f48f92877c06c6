package dev.runnel.testkit.contract;

import dev.runnel.sandbox.script.Gate;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An upstream that is no server: what a provider that answers in the same process (a model in a
 * library, say) asks in its place. The provider's tests hand it to the provider, which {@linkplain
 * #ask asks} it and takes one {@link Utterance} after the other.
 */
public final class ScriptedService implements Upstream {
  private final Deque<Lines> scripts = new ArrayDeque<>();
  private final Deque<Reply> untaken = new ArrayDeque<>();
  private int requests;

  /**
   * Asks.
   *
   * @param request all that goes to the service, as text
   */
  public synchronized Reply ask(String request) {
    Lines lines = scripts.poll();
    Reply reply =
        new Reply(
            request,
            lines != null
                ? lines
                : Lines.none()
                    .failure(dev.runnel.api.ErrorKind.INTERNAL, "Nothing is scripted for this"));
    requests++;
    untaken.add(reply);
    notifyAll();
    return reply;
  }

  @Override
  public Optional<URI> address() {
    return Optional.empty();
  }

  @Override
  public Evidence evidence() {
    return Evidence.MARK;
  }

  @Override
  public boolean says(Utterance utterance) {
    return !(utterance instanceof Utterance.Malformed);
  }

  @Override
  public synchronized void next(Lines lines) {
    scripts.add(lines);
  }

  @Override
  public synchronized Asked awaitRequest(Duration patience) {
    await(this, patience, () -> !untaken.isEmpty(), () -> "No further request came");
    return untaken.removeFirst();
  }

  @Override
  public synchronized int requests() {
    return requests;
  }

  @Override
  public OptionalInt openConnections() {
    return OptionalInt.empty();
  }

  @Override
  public void close() {}

  private static void await(
      Object monitor, Duration patience, BooleanSupplier condition, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError(otherwise.get() + " within " + patience);
      }
      try {
        monitor.wait(left / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("Interrupted while waiting: " + otherwise.get(), e);
      }
    }
  }

  /** The answer to one request. For one taker; closing is for any thread. */
  public static final class Reply implements Asked, AutoCloseable {
    private final String request;
    private final List<Lines.Line> lines;
    private final Lines.Ending ending;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private int taken;
    private boolean said;

    private Reply(String request, Lines lines) {
      this.request = request;
      this.lines = new ArrayList<>(lines.lines());
      this.ending = lines.ending();
    }

    /**
     * Waits for the next thing that is said.
     *
     * @return empty at the clean end
     * @throws IOException when the service broke off, or this was closed
     */
    public Optional<Utterance> next() throws IOException {
      while (true) {
        Lines.@Nullable Line line;
        synchronized (this) {
          line = taken < lines.size() ? lines.get(taken) : null;
          if (!(line instanceof Lines.Flood)) {
            taken++;
          }
        }
        if (closed.isDone()) {
          throw new IOException("The exchange was given up");
        }
        if (line == null) {
          return end();
        }
        if (line instanceof Lines.Hold hold) {
          passed(hold.gate());
        } else if (line instanceof Lines.Say say) {
          return Optional.of(say.utterance());
        } else if (line instanceof Lines.Flood flood) {
          return Optional.of(flood.utterance());
        }
      }
    }

    private void passed(Gate gate) throws IOException {
      gate.reach();
      CompletableFuture<Void> opened = new CompletableFuture<>();
      gate.whenOpen(() -> opened.complete(null));
      CompletableFuture.anyOf(opened, closed).join();
      if (closed.isDone()) {
        throw new IOException("The exchange was given up");
      }
    }

    private Optional<Utterance> end() throws IOException {
      synchronized (this) {
        said = true;
        notifyAll();
      }
      if (ending == Lines.Ending.OPEN) {
        closed.join();
        throw new IOException("The exchange was given up");
      }
      if (ending == Lines.Ending.LOST) {
        throw new IOException("The service broke off");
      }
      return Optional.empty();
    }

    /** Gives the exchange up; whoever waits in {@link #next} is thrown out. Idempotent. */
    @Override
    public void close() {
      closed.complete(null);
      synchronized (this) {
        notifyAll();
      }
    }

    @Override
    public String text() {
      return request;
    }

    @Override
    public String body() {
      return request;
    }

    @Override
    public synchronized void awaitAborted(Duration patience) {
      await(this, patience, closed::isDone, () -> "The exchange was not given up");
    }

    @Override
    public synchronized void awaitSaid(Duration patience) {
      await(this, patience, () -> said, () -> "Not everything was taken");
    }
  }
}
