package dev.runnel.runner.stage;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.FinishReason;
import dev.runnel.spi.Exchange;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request that a service got. */
public final class Asked {
  private final long at;
  private final ChatRequest request;
  private final Exchange exchange;
  private final String key;
  private final CountDownLatch abort = new CountDownLatch(1);

  Asked(long at, ChatRequest request, Exchange exchange, String key) {
    this.at = at;
    this.key = key;
    this.request = request;
    this.exchange = exchange;
    exchange.onAbort(abort::countDown);
  }

  /** When, in milliseconds of the test's time. */
  public long at() {
    return at;
  }

  /** The credential that it came with; empty: none. */
  public String key() {
    return key;
  }

  public ChatRequest request() {
    return request;
  }

  public Exchange exchange() {
    return exchange;
  }

  /** A whole answer. */
  public void answer(String text) {
    exchange.token(text);
    exchange.finish(FinishReason.STOP);
    exchange.complete();
  }

  /** Whether nothing of it goes on: it was ended, or aborted. */
  public boolean isOver() {
    return exchange.isOver();
  }

  public boolean aborted() {
    return abort.getCount() == 0;
  }

  /** Aborts run on threads of their own. */
  public void awaitAborted() {
    try {
      if (abort.await(30, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("The exchange was not aborted: " + request);
  }
}
