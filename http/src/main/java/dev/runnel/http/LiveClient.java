package dev.runnel.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint holds from its first call on: a share of Vert.x, a pool of connections, and one
 * event loop on which all its calls run, so that none of them needs a lock.
 */
final class LiveClient {
  /**
   * When an attempt to connect is given up. The call that wanted it has its own clock and ends
   * before; a connection that comes too late for it serves the next one.
   */
  private static final int ATTEMPT_MILLIS = 60_000;

  /** Shorter than the 60 s and more after which services usually drop an idle connection. */
  private static final int KEEP_ALIVE_SECONDS = 30;

  /** Services behind a wall send long cookies. */
  private static final int MAX_HEADER_BYTES = 64 * 1024;

  /** How much the kernel takes for a call that nobody reads. */
  private static final int RECEIVE_BUFFER_BYTES = 256 * 1024;

  /** Room for what one read of a socket usually brings. */
  private static final int SCRATCH_BYTES = 16 * 1024;

  private final SharedVertx shared;
  private final Context loop;
  private final HttpClient client;
  private byte @Nullable [] scratch;

  private LiveClient(SharedVertx shared, HttpClient client) {
    this.shared = shared;
    this.loop = shared.loop();
    this.client = client;
  }

  static LiveClient create(boolean tls, @Nullable TrustOptions trust, int maxConnections) {
    SharedVertx shared = SharedVertx.join();
    try {
      return new LiveClient(
          shared,
          shared
              .vertx()
              .httpClientBuilder()
              .with(options(tls, trust))
              .with(new PoolOptions().setHttp1MaxSize(maxConnections))
              // Whatever happens to a connection is told to the call on it; without this it is
              // logged as well, loudly.
              .withConnectHandler(connection -> connection.exceptionHandler(told -> {}))
              .build());
    } catch (RuntimeException | Error e) {
      shared.leave();
      throw e;
    }
  }

  private static HttpClientOptions options(boolean tls, @Nullable TrustOptions trust) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setConnectTimeout(ATTEMPT_MILLIS)
            .setKeepAlive(true)
            .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
            .setDecompressionSupported(true)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxInitialLineLength(MAX_HEADER_BYTES)
            .setTcpKeepAlive(true)
            .setVerifyHost(true)
            .setSsl(tls);
    options.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    if (trust != null) {
      options.setTrustOptions(trust);
    }
    return options;
  }

  Vertx vertx() {
    return shared.vertx();
  }

  Context loop() {
    return loop;
  }

  /**
   * Runs something on the event loop; nothing where that has ended, and the connections with it.
   */
  void onLoop(Runnable task) {
    try {
      loop.runOnContext(none -> task.run());
    } catch (RejectedExecutionException e) {
      // Closed: there is nothing left that the task could act on.
    }
  }

  HttpClient client() {
    return client;
  }

  /**
   * An array of at least this many bytes, which one reader has until it gives it {@linkplain
   * #giveBack back}; on the event loop.
   */
  byte[] borrow(int bytes) {
    byte[] array = scratch;
    scratch = null;
    return array != null && array.length >= bytes
        ? array
        : new byte[Math.max(bytes, SCRATCH_BYTES)];
  }

  void giveBack(byte[] array) {
    scratch = array;
  }

  void close() {
    client.close();
    shared.leave();
  }
}
