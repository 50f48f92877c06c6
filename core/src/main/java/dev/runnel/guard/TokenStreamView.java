package dev.runnel.guard;

import dev.runnel.api.ChatEvent;
import dev.runnel.api.Outcome;
import dev.runnel.spi.Driver;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An answer's text as a stream that blocks its reader. */
final class TokenStreamView implements View {
  /** How many contents are asked for ahead of the reader. */
  private static final int AHEAD = 256;

  private final LongConsumer demand;
  private final Runnable cancel;
  private final Driver driver;
  // Holds tokens and, last, the outcome; bounded by the demand.
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();

  TokenStreamView(LongConsumer demand, Runnable cancel, Driver driver) {
    this.demand = demand;
    this.cancel = cancel;
    this.driver = driver;
  }

  Stream<String> stream() {
    return StreamSupport.stream(new Tokens(), false).onClose(cancel);
  }

  @Override
  public void start() {
    demand.accept(AHEAD);
  }

  @Override
  public void token(String text) {
    arrived.add(text);
  }

  @Override
  public void event(ChatEvent event) {
    if (event.isContent()) {
      demand.accept(1); // content that this view does not show
    }
  }

  @Override
  public void end(Outcome outcome) {
    arrived.add(outcome);
  }

  /** Fails where blocking would stop an event loop. */
  static void refuseOnEventLoop(Driver driver) {
    if (onEventLoop(driver)) {
      throw new IllegalStateException(
          "tokens() blocks and this is an event loop thread; use stream, answer or publisher");
    }
  }

  static boolean onEventLoop(Driver driver) {
    try {
      return driver.onEventLoop();
    } catch (Throwable thrown) { // foreign code; a driver that cannot tell has no event loop
      return false;
    }
  }

  private final class Tokens extends Spliterators.AbstractSpliterator<String> {
    private int taken;
    private boolean over;

    Tokens() {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    }

    @Override
    public boolean tryAdvance(Consumer<? super String> action) {
      if (over) {
        return false;
      }
      Object next = take();
      if (next instanceof Outcome outcome) {
        over = true;
        if (outcome instanceof Outcome.Completed) {
          return false;
        }
        throw Unfinished.asThrowable(outcome);
      }
      if (++taken == AHEAD / 2) {
        taken = 0;
        demand.accept(AHEAD / 2);
      }
      action.accept((String) next);
      return true;
    }

    private Object take() {
      refuseOnEventLoop(driver);
      try {
        return arrived.take();
      } catch (InterruptedException e) {
        over = true;
        cancel.run();
        Thread.currentThread().interrupt();
        CancellationException cancelled =
            new CancellationException(
                "Interrupted while waiting for a token; the call is cancelled");
        cancelled.initCause(e);
        throw cancelled;
      }
    }
  }
}
