package dev.runnel.api;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A connected endpoint. Whatever driver is behind it, the contract of {@link Call} holds, since
 * core's guard stands between. Safe to use from any thread.
 */
public interface ChatClient extends AutoCloseable {
  /** The provider's id. */
  String provider();

  /** The endpoint's id; the provider's own where it was not configured under another. */
  String endpoint();

  /**
   * What this endpoint can do.
   *
   * @throws ChatException of kind {@link ErrorKind#INTERNAL} when the driver breaks
   */
  Capabilities capabilities();

  /**
   * Asks the endpoint which models it has; where the service cannot tell, those of {@link
   * #capabilities()}.
   *
   * @return completes exceptionally with a {@link ChatException}, one of kind {@link
   *     ErrorKind#TIMEOUT} when the total clock runs out
   */
  CompletionStage<List<ModelInfo>> models();

  /**
   * A handle for one request; does no I/O.
   *
   * @throws IllegalStateException when the client is closed
   */
  Call call(ChatRequest request);

  /** Cancels the calls under way and lets go of the connection. Idempotent; does not throw. */
  @Override
  void close();
}
