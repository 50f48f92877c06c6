package dev.runnel.gateway.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Writes one response's body, and watches that its client takes it. On the client's context only.
 */
final class Outlet {
  /** What is written at once: the client's progress is seen when one of these has left. */
  private static final int SLICE = 16 << 10;

  /**
   * How long a client has to read the last words before it is cut off: many drop what they have got
   * and not read yet when that happens.
   */
  private static final Duration LAST_WORDS = Duration.ofMillis(250);

  private final Client client;
  private final HttpServerResponse response;
  private final Duration patience;
  private final IntConsumer onLeft;
  private final QuietTimer stall;
  private final QuietTimer cutting;
  private int written;
  private Runnable afterAll = () -> {};

  /**
   * An outlet through which nothing has gone.
   *
   * @param patience how long the client may take nothing of what waits for it
   * @param onSlow told that it took nothing for so long
   * @param onLeft told how many bytes have left, or never will
   */
  Outlet(Client client, Duration patience, Runnable onSlow, IntConsumer onLeft) {
    this.client = client;
    this.response = client.response();
    this.patience = patience;
    this.onLeft = onLeft;
    this.stall = client.timer(onSlow);
    this.cutting = client.timer(client::cut);
  }

  /** Writes; before any end. */
  void write(Buffer bytes) {
    int length = bytes.length();
    for (int from = 0; from < length; from += SLICE) {
      int to = Math.min(length, from + SLICE);
      Buffer slice = to - from == length ? bytes : bytes.slice(from, to);
      await(response.write(slice), to - from);
    }
  }

  /** Writes the last of it, and ends the response so that it looks whole. */
  void end(Buffer last) {
    int length = last.length();
    if (written == 0 && length <= SLICE) {
      await(client.end(last), length); // in one packet
    } else {
      write(last);
      afterAll(() -> client.end(Buffer.buffer()));
    }
  }

  /** Writes the last of it, and cuts the response so that it does not look whole. */
  void cut(Buffer last) {
    write(last);
    afterAll(() -> cutting.start(LAST_WORDS));
  }

  /** Watches no more. */
  void close() {
    stall.stop();
    cutting.stop();
    afterAll = () -> {};
  }

  private void afterAll(Runnable action) {
    if (written == 0) {
      action.run();
    } else {
      afterAll = action;
    }
  }

  private void await(Future<Void> leaving, int bytes) {
    written += weight(bytes);
    leaving.onComplete(done -> left(bytes));
    if (written > 0 && !stall.isRunning()) {
      stall.start(patience);
    }
  }

  /** A head alone is something that waits, too. */
  private static int weight(int bytes) {
    return Math.max(1, bytes);
  }

  private void left(int bytes) {
    written -= weight(bytes);
    if (written == 0) {
      stall.stop();
      Runnable next = afterAll;
      afterAll = () -> {};
      if (!client.isGone()) {
        next.run();
      }
    } else {
      stall.happened();
    }
    onLeft.accept(bytes);
  }
}
