package dev.runnel.gateway.delivery;

import dev.runnel.api.Outcome;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.report.RequestAccount;
import dev.runnel.gateway.socket.Sockets;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for one response: the response, and whether somebody still takes it. On its context
 * only, unless a method says otherwise.
 */
public final class Client {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");
  private static final long INTERNAL_ERROR = 2; // of HTTP/2

  private final Context context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final ApiForm form;
  private final RequestAccount account;
  private final Sockets sockets;
  private final Duration patience;
  private Runnable onGone = () -> {};
  private volatile boolean gone;
  private volatile @Nullable Asked asked;

  /**
   * The client that sent a request.
   *
   * @param context the request's
   * @param form what errors are written in
   * @param account told how the response ends
   * @param patience how long it may take nothing of a document that waits for it
   */
  public Client(
      Context context,
      HttpServerRequest request,
      ApiForm form,
      RequestAccount account,
      Sockets sockets,
      Duration patience) {
    this.context = context;
    this.request = request;
    this.response = request.response();
    this.form = form;
    this.account = account;
    this.sockets = sockets;
    this.patience = patience;
    account.delivering();
    request.exceptionHandler(thrown -> leave());
    response.exceptionHandler(thrown -> leave());
    response.closeHandler(none -> leave());
    response.putHeader("x-request-id", account.id());
    response.putHeader(form.requestIdHeader(), account.id());
  }

  private void leave() {
    if (!gone && !response.ended()) {
      gone = true;
      account.left(sentStatus(), response.bytesWritten());
      onGone.run();
    }
  }

  /** Runs this when the client leaves before the response has ended; at once if it has. */
  void onGone(Runnable action) {
    onGone = action;
    if (gone) {
      action.run();
    }
  }

  /** Whether nobody takes the response any more. From any thread. */
  public boolean isGone() {
    return gone;
  }

  /**
   * Runs this on the client's context; from any thread. Where it throws, which it should not, the
   * client is told or cut off: it waits for nothing that will never come.
   */
  public void run(Runnable action) {
    context.runOnContext(
        none -> {
          try {
            action.run();
          } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The response to " + account.id() + " failed", e);
            refuse(Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed"));
            if (!response.ended()) {
              cut();
            }
          }
        });
  }

  /** A timer on the client's context. */
  QuietTimer timer(Runnable action) {
    return new QuietTimer(context, action);
  }

  /** What was asked, once it is read; before the delivery starts, from any thread. */
  public void asked(Asked read) {
    asked = read;
  }

  /** Tells who serves, and what did not reach it; before the head is sent. */
  void tell(Served served) {
    response.headers().addAll(headers(served));
  }

  /** Who serves, and what did not reach it, as headers of the response. */
  Map<String, String> headers(Served served) {
    Map<String, String> headers = new LinkedHashMap<>(served.headers());
    Optional.ofNullable(asked)
        .flatMap(read -> IgnoredMembers.of(read, form.name(), served.candidate()))
        .ifPresent(names -> headers.put(IgnoredMembers.HEADER, names));
    return headers;
  }

  /** The response is a stream of events; its head goes with the first bytes. */
  void beginEvents() {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("x-accel-buffering", "no");
  }

  /** The response is one document of this length; its head goes with the first bytes. */
  void beginDocument(int length) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(length));
  }

  HttpServerResponse response() {
    return response;
  }

  /** Sends a trouble with its status, unless the head is sent or nobody takes it. */
  public void refuse(Trouble trouble) {
    if (gone || response.headWritten()) {
      return;
    }
    response.setStatusCode(form.status(trouble.kind()));
    trouble
        .retryAfter()
        .ifPresent(
            time ->
                response.putHeader(
                    HttpHeaders.RETRY_AFTER, Long.toString(time.plusMillis(999).toSeconds())));
    if (!trouble.retryable()) {
      response.putHeader("x-should-retry", "false");
    }
    account.troubled(trouble);
    answer(form.error(trouble, account.id()));
  }

  /** Sends a whole document, unless a head is sent or nobody takes it. */
  public void answer(byte[] document) {
    if (!gone && !response.headWritten()) {
      beginDocument(document.length);
      Buffer body = WholeBody.of(request, document);
      new Outlet(this, patience, this::drop, left -> {}).end(body);
    }
  }

  /** Ends the response as it should end. */
  Future<Void> end(Buffer last) {
    return response
        .end(last)
        .onSuccess(sent -> account.responded(sentStatus(), response.bytesWritten()))
        .onFailure(lost -> account.left(sentStatus(), response.bytesWritten()));
  }

  private OptionalInt sentStatus() {
    return response.headWritten() ? OptionalInt.of(response.getStatusCode()) : OptionalInt.empty();
  }

  /**
   * Cuts the connection, or the stream of it that is this response's: no end that looks whole. What
   * is written and not yet taken is lost.
   */
  void cut() {
    leave();
    if (request.version() == HttpVersion.HTTP_2) {
      response.reset(INTERNAL_ERROR);
    } else {
      sockets.close(request.connection());
    }
  }

  /** Cuts it, since the client takes nothing. */
  void drop() {
    account.slow();
    cut();
  }

  /** The call is over; before anything is done about it. From any thread. */
  void concluded(Outcome outcome) {
    account.called(outcome);
  }

  /** Some text of the answer came. From any thread. */
  void said(String text) {
    account.said(text);
  }
}
