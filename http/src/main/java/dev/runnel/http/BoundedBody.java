package dev.runnel.http;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the body of one document, which Web Client would do without a bound: a service that goes
 * on and on must not fill the memory. On the event loop.
 */
final class BoundedBody implements WriteStream<Buffer> {
  /** The longest lists of models are about one. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  private final Buffer gathered = Buffer.buffer();
  private @Nullable Handler<Throwable> exceptionHandler;
  private boolean tooLong;

  byte[] bytes() {
    return gathered.getBytes();
  }

  @Override
  public Future<Void> write(Buffer data) {
    if (!tooLong && data.length() <= MAX_BYTES - gathered.length()) {
      gathered.appendBuffer(data);
      return Future.succeededFuture();
    }
    ChatException failure =
        ChatException.builder(
                ErrorKind.PROTOCOL,
                "The service answered with more than " + MAX_BYTES + " bytes, which is no document")
            .nextStep("Check the endpoint's base-url")
            .build();
    if (!tooLong && exceptionHandler != null) {
      tooLong = true;
      exceptionHandler.handle(failure);
    }
    return Future.failedFuture(failure);
  }

  @Override
  public Future<Void> end() {
    return Future.succeededFuture();
  }

  @Override
  public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
    exceptionHandler = handler;
    return this;
  }

  @Override
  public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
