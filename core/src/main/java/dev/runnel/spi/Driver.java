package dev.runnel.spi;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A connected endpoint, from the author's side. Must be safe to use from several threads. A guard
 * in core stands between every driver and its callers and enforces the contract of {@link
 * dev.runnel.api.Call}: a driver that breaks its own rules spoils its own calls and nothing else.
 *
 * <p>The least a driver does is to answer, and so the least driver is a lambda:
 *
 * <pre>{@code
 * public Driver connect(EndpointConfig config) {
 *   return (request, exchange) -> {
 *     exchange.token("You said: " + request.lastMessage().text());
 *     exchange.complete();
 *   };
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Driver extends AutoCloseable {
  /**
   * What this very endpoint can do. Cheap; no I/O. By default: nothing is known, as it is with a
   * {@link ProviderDescription} that says nothing of it.
   */
  default Capabilities capabilities() {
    return Capabilities.UNKNOWN;
  }

  /**
   * Starts one call and returns as soon as it can; content and the end go to the exchange, from any
   * thread, then or later. Registers {@link Exchange#onAbort} before it does anything that takes
   * time. A simple driver may do all its work here, blocking: the guard runs it on a worker thread
   * and interrupts that thread to abort (where the client delivers directly it runs on the caller's
   * thread and is not interrupted). An exception thrown from here ends the call as failed.
   *
   * @param request its {@link ChatRequest#model()} is present wherever {@link #capabilities()} has
   *     a default model
   */
  void start(ChatRequest request, Exchange exchange);

  /**
   * Asks the service which models it has. By default: the models of {@link #capabilities()}.
   *
   * @return completes exceptionally with a {@link dev.runnel.api.ChatException}
   */
  default CompletionStage<List<ModelInfo>> models() {
    return CompletableFuture.completedFuture(capabilities().models());
  }

  /** Whether the calling thread is one of this driver's event loops. By default: no. */
  default boolean onEventLoop() {
    return false;
  }

  /**
   * Lets go of what the driver holds. Called once, after the abort actions of its calls have run
   * (or have not come back for a second). By default: nothing.
   */
  @Override
  default void close() {}
}
