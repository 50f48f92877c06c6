package dev.runnel.http;

import dev.runnel.api.ChatException;
import dev.runnel.api.RateLimit;
import dev.runnel.spi.Exchange;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Everything but {@link #start} and the two actions given to the
 * exchange runs on the endpoint's event loop, one thing after the other.
 */
final class StreamingCall {
  /**
   * After the call has ended: how long the body's own end may take, so that its connection lives
   * on.
   */
  private static final long LINGER_MILLIS = 250;

  /** After the call has ended: how much of the body is read to save its connection. */
  private static final int LINGER_BYTES = 64 * 1024;

  /** More than this is read at once, before the turn of the event loop has ended. */
  private static final int TURN_BYTES = 64 * 1024;

  /** For an {@link EventReader}: how long nothing comes before that says something. */
  private static final long QUIET_MILLIS = 250;

  private enum Phase {
    CONNECTING,
    SENT,
    READING,
    LINGERING,
    OVER
  }

  private final HttpTransport transport;
  private final HttpRequest outgoing;
  private final Exchange exchange;
  private final AnswerReader reader;
  private final Runnable feed = this::feed;
  private final Handler<Void> turnEnded = none -> turnEnded();
  private final WireLog.Conversation wire;

  // Set before anything runs on the loop.
  private @Nullable LiveClient live;
  private volatile boolean aborted;

  private Phase phase = Phase.CONNECTING;
  private long timer = -1;
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private @Nullable AnswerHead head;
  // What one turn of the event loop has brought, be it in many HTTP chunks; read at its end, so
  // that
  // the reader, the guard and the consumer's thread are woken once.
  private final List<Buffer> arrived = new ArrayList<>(4);
  private int arrivedBytes;
  private boolean turnAwaited;
  private long received;
  private boolean paused;
  private boolean lossTold;

  StreamingCall(
      HttpTransport transport, HttpRequest outgoing, Exchange exchange, AnswerReader reader) {
    this.transport = transport;
    this.outgoing = outgoing;
    this.exchange = exchange;
    this.reader = reader;
    this.wire = transport.wireLog().conversation(exchange::warn);
  }

  void start() {
    exchange.onAbort(() -> aborted = true); // making the client takes time
    LiveClient client;
    try {
      client = transport.live();
    } catch (ChatException e) {
      exchange.fail(e);
      return;
    }
    live = client;
    exchange.onAbort(
        () -> {
          aborted = true;
          client.onLoop(this::abandon);
        });
    exchange.onDemand(() -> client.onLoop(this::resume));
    client.loop().runOnContext(none -> connect(client));
  }

  // ---- connecting ----

  private void connect(LiveClient client) {
    if (aborted) {
      phase = Phase.OVER;
      return;
    }
    Duration limit = exchange.timeouts().connect();
    timer = client.vertx().setTimer(Route.millis(limit), id -> connectTimedOut(limit));
    Route.find(client, transport)
        .compose(options -> open(client, options))
        .onComplete(opened -> connected(opened, limit));
  }

  private Future<HttpClientRequest> open(LiveClient client, RequestOptions options) {
    if (phase != Phase.CONNECTING) {
      return Future.failedFuture("The call ended while a host name was looked up");
    }
    return client
        .client()
        .request(options.setMethod(HttpMethod.valueOf(outgoing.method())).setURI(outgoing.path()));
  }

  private void connectTimedOut(Duration limit) {
    timer = -1;
    if (phase == Phase.CONNECTING) {
      phase = Phase.OVER;
      exchange.fail(transport.failures().connectTimeout(limit));
    }
  }

  private void connected(AsyncResult<HttpClientRequest> opened, Duration limit) {
    if (phase != Phase.CONNECTING) {
      if (opened.succeeded()) { // it comes too late for a call that could not wait
        opened.result().exceptionHandler(late -> {}).reset();
      }
      return;
    }
    stopTimer();
    if (opened.failed()) {
      phase = Phase.OVER;
      exchange.fail(transport.failures().notConnected(opened.cause(), limit));
      return;
    }
    send(opened.result());
  }

  private void send(HttpClientRequest ready) {
    phase = Phase.SENT;
    request = ready;
    ready.exceptionHandler(this::broken);
    for (Map.Entry<String, String> header : outgoing.headers().entrySet()) {
      ready.putHeader(header.getKey(), header.getValue());
    }
    ready.response().onComplete(this::onHead, this::broken);
    byte[] body = outgoing.body();
    wire.sent(outgoing, transport.target());
    // Whether it could be sent shows in the response.
    if (body == null) {
      ready.end();
    } else {
      ready.end(Buffer.buffer(body));
    }
  }

  // ---- reading ----

  private void onHead(HttpClientResponse answer) {
    if (phase != Phase.SENT) {
      return;
    }
    phase = Phase.READING;
    response = answer;
    answer.exceptionHandler(this::broken);
    AnswerHead told = Heads.of(answer.statusCode(), answer.headers());
    head = told;
    wire.received(told);
    Instant now = Instant.now();
    List<RateLimit> limits = transport.rateLimits().read(told, now);
    limits.forEach(exchange::rateLimit);
    Failures failures = transport.failures();
    if (told.status() >= 300 && told.status() < 400) {
      abandon(failures.redirect(told));
    } else if (told.status() >= 400 || ErrorBody.isPage(told, new byte[0])) {
      collect(answer, told, limits, now);
    } else if (MediaTypes.isNoChat(told)) {
      abandon(failures.wrongType(told.mediaType().orElse(""), told.status()));
    } else {
      read(answer, told);
    }
  }

  private void read(HttpClientResponse answer, AnswerHead told) {
    // A batch, as all that the reader does: there a plugin's code has its own class loader.
    exchange.batch(() -> readHead(told));
    if (phase != Phase.READING) {
      return;
    }
    answer.handler(this::onBuffer);
    answer.endHandler(none -> onEnd());
    if (exchange.isOver()) {
      abandon();
    } else {
      pauseUnlessWanted();
    }
  }

  private void onBuffer(Buffer buffer) {
    wire.received(buffer);
    if (phase == Phase.LINGERING) {
      linger(buffer.length());
    } else if (phase == Phase.READING && received == 0 && isUnnamedPage(buffer)) {
      abandon(transport.failures().of(ServiceError.page(ErrorBody.title(buffer.getBytes()))));
    } else if (phase == Phase.READING && buffer.length() > 0) {
      received += buffer.length();
      arrived.add(buffer);
      arrivedBytes += buffer.length();
      if (arrivedBytes >= TURN_BYTES) {
        readArrived();
      } else if (!turnAwaited) {
        turnAwaited = true;
        client().loop().runOnContext(turnEnded);
      }
    }
  }

  private void turnEnded() {
    turnAwaited = false;
    readArrived();
  }

  private void readArrived() {
    feedArrived();
    if (phase == Phase.READING) {
      if (exchange.isOver()) {
        linger();
      } else {
        pauseUnlessWanted();
        listenForQuiet();
      }
    }
  }

  /** Whether a body whose type nobody said begins as a web page. */
  private boolean isUnnamedPage(Buffer buffer) {
    return head != null
        && head.mediaType().isEmpty()
        && ErrorBody.beginsAsPage(buffer.getBytes(0, Math.min(buffer.length(), 256)));
  }

  private void listenForQuiet() {
    stopTimer();
    if (reader instanceof EventReader quiet && quiet.awaitsQuiet()) {
      timer =
          vertx()
              .setTimer(
                  QUIET_MILLIS,
                  id -> {
                    timer = -1;
                    if (phase == Phase.READING && !paused) {
                      quiet.onQuiet();
                    }
                  });
    }
  }

  private void readHead(AnswerHead told) {
    try {
      reader.onHead(told);
    } catch (Throwable thrown) { // drivers are foreign code: the call must end all the same
      abandon(transport.failures().ofReader(thrown));
    }
  }

  private void feedArrived() {
    if (phase == Phase.READING && arrivedBytes > 0) {
      exchange.batch(feed);
    }
    arrived.clear();
    arrivedBytes = 0;
  }

  private void feed() {
    LiveClient client = client();
    byte[] array = client.borrow(arrivedBytes);
    try {
      int length = 0;
      for (int i = 0; i < arrived.size(); i++) {
        Buffer buffer = arrived.get(i);
        buffer.getBytes(0, buffer.length(), array, length);
        length += buffer.length();
      }
      reader.onBytes(array, 0, length);
    } catch (Throwable thrown) { // drivers are foreign code: the call must end all the same
      abandon(transport.failures().ofReader(thrown));
    } finally {
      client.giveBack(array);
    }
  }

  private void onEnd() {
    feedArrived();
    boolean wasReading = phase == Phase.READING;
    phase = Phase.OVER;
    stopTimer();
    wire.over("the body ended");
    if (!wasReading) {
      return;
    }
    if (received == 0) {
      exchange.fail(transport.failures().emptyAnswer(head == null ? 0 : head.status()));
      return;
    }
    exchange.batch(
        () -> {
          try {
            reader.onEnd();
            exchange.endOfInput(); // has no effect where the reader has told the end
          } catch (Throwable thrown) { // drivers are foreign code: the call must end all the same
            exchange.fail(transport.failures().ofReader(thrown));
          }
        });
  }

  // ---- demand ----

  private void pauseUnlessWanted() {
    if (!paused && !exchange.wantsMore() && response != null) {
      paused = true;
      response.pause();
    }
  }

  private void resume() {
    if (paused && phase == Phase.READING && response != null) {
      paused = false;
      listenForQuiet();
      response.resume();
    }
  }

  // ---- errors ----

  private void collect(
      HttpClientResponse answer, AnswerHead told, List<RateLimit> limits, Instant now) {
    new ErrorCollector(
            vertx(),
            answer,
            wire,
            body -> {
              if (phase == Phase.READING) {
                ServiceError error = ErrorBody.read(told, body.bytes(), limits, now);
                if (body.whole()) {
                  phase = Phase.OVER;
                  exchange.fail(transport.failures().of(error));
                } else {
                  abandon(transport.failures().of(error));
                }
              }
            })
        .start();
  }

  private void broken(Throwable cause) {
    HttpClientResponse answer = response;
    if (phase != Phase.READING || answer == null) {
      lost(cause);
    } else if (!lossTold) { // a reset is told more than once
      lossTold = true;
      readTheRest(answer, cause);
    }
  }

  /**
   * What came before the loss is part of the answer. It waits behind a pause, or behind a resume,
   * which delivers only in a later turn of the loop.
   */
  private void readTheRest(HttpClientResponse answer, Throwable cause) {
    if (paused) {
      paused = false;
      answer.resume();
    }
    client()
        .loop()
        .runOnContext(
            none -> {
              if (paused && phase == Phase.READING) {
                readTheRest(answer, cause);
              } else {
                lost(cause);
              }
            });
  }

  private void lost(Throwable cause) {
    feedArrived();
    if (phase == Phase.OVER) {
      return; // a reset is told more than once
    }
    boolean headSeen = phase == Phase.READING;
    boolean wasLingering = phase == Phase.LINGERING;
    phase = Phase.OVER;
    stopTimer();
    wire.over("the connection was lost: " + cause);
    if (headSeen && reader instanceof EventReader quiet && quiet.awaitsQuiet()) {
      quiet.onQuiet();
    }
    if (!wasLingering) {
      exchange.fail(transport.failures().broken(cause, headSeen));
    }
  }

  // ---- the end ----

  /** The call is over and the body is not: it gets a moment, so that its connection can be kept. */
  private void linger() {
    phase = Phase.LINGERING;
    received = 0;
    timer = vertx().setTimer(LINGER_MILLIS, id -> abandon());
    if (paused && response != null) {
      paused = false;
      response.resume();
    }
  }

  private void linger(int bytes) {
    received += bytes;
    if (received > LINGER_BYTES) {
      abandon();
    }
  }

  private void abandon(ChatException failure) {
    exchange.fail(failure);
    abandon();
  }

  /** Closes the connection where the exchange over it has not ended by itself. */
  private void abandon() {
    if (phase == Phase.OVER) {
      return;
    }
    phase = Phase.OVER;
    stopTimer();
    if (request != null) {
      wire.over("the connection was closed from this side");
      request.reset();
    }
  }

  private void stopTimer() {
    if (timer >= 0) {
      vertx().cancelTimer(timer);
      timer = -1;
    }
  }

  private Vertx vertx() {
    return client().vertx();
  }

  private LiveClient client() {
    if (live == null) {
      throw new IllegalStateException("Nothing runs before the client is there");
    }
    return live;
  }
}
