package dev.runnel.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Consumer;

/**
 * Reads the body of an error, because it says why: all of it, or as much as comes within bounds of
 * size and time. Demand does not matter here, since nothing of it is content. On the event loop.
 */
final class ErrorCollector {
  private static final int MAX_BYTES = 256 * 1024;
  private static final long MAX_MILLIS = 3_000;

  /**
   * What was read.
   *
   * @param whole whether the body ended by itself
   */
  record Body(byte[] bytes, boolean whole) {}

  private final Vertx vertx;
  private final HttpClientResponse response;
  private final WireLog.Conversation wire;
  private final Consumer<Body> result;
  private final Buffer gathered = Buffer.buffer();
  private long timer;
  private boolean done;

  ErrorCollector(
      Vertx vertx, HttpClientResponse response, WireLog.Conversation wire, Consumer<Body> result) {
    this.vertx = vertx;
    this.response = response;
    this.wire = wire;
    this.result = result;
  }

  void start() {
    timer = vertx.setTimer(MAX_MILLIS, id -> finish(false));
    response.exceptionHandler(lost -> finish(false));
    response.endHandler(none -> finish(true));
    response.handler(this::take);
  }

  private void take(Buffer buffer) {
    if (!done) {
      wire.received(buffer);
      gathered.appendBuffer(buffer, 0, Math.min(buffer.length(), MAX_BYTES - gathered.length()));
      if (gathered.length() == MAX_BYTES) {
        finish(false);
      }
    }
  }

  private void finish(boolean whole) {
    if (!done) {
      done = true;
      vertx.cancelTimer(timer);
      if (whole) {
        wire.over("the body ended");
      }
      result.accept(new Body(gathered.getBytes(), whole));
    }
  }
}
