package dev.runnel.fake;

import dev.runnel.api.ChatRequest;
import dev.runnel.spi.EndpointConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A request that a fake was asked. Safe to use from any thread. */
public final class FakeCall {
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ChatRequest request;
  private final EndpointConfig config;
  private final boolean expected;
  private final CountDownLatch abort = new CountDownLatch(1);

  FakeCall(ChatRequest request, EndpointConfig config, boolean expected) {
    this.request = request;
    this.config = config;
    this.expected = expected;
  }

  /** What was asked; its model is the default one where the caller named none. */
  public ChatRequest request() {
    return request;
  }

  /** The text of the last message. */
  public String prompt() {
    return request.lastMessage().text();
  }

  /** How the endpoint was configured that was asked. */
  public EndpointConfig config() {
    return config;
  }

  /** Whether a script answered it. */
  public boolean expected() {
    return expected;
  }

  /**
   * Whether the exchange was aborted: the caller cancelled, its code threw, or a clock ran out
   * before the fake had ended.
   */
  public boolean aborted() {
    return abort.getCount() == 0;
  }

  /**
   * Waits until the exchange is aborted, ten seconds at most.
   *
   * @throws AssertionError when it is not
   */
  public FakeCall awaitAborted() {
    return awaitAborted(PATIENCE);
  }

  /** {@link #awaitAborted()} with another patience. */
  public FakeCall awaitAborted(Duration patience) {
    try {
      if (abort.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return this;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("This call was not aborted within " + patience + ":\n" + this);
  }

  void wasAborted() {
    abort.countDown();
  }

  /** The request in words, over several lines. */
  @Override
  public String toString() {
    return RequestText.of(request);
  }
}
