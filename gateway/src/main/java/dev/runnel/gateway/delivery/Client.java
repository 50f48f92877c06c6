package dev.runnel.gateway.delivery;

import dev.runnel.api.Outcome;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.report.RequestAccount;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for one response: the response, and whether somebody still takes it. On its context
 * only, unless a method says otherwise.
 */
public final class Client {
  private final Context context;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final ApiForm form;
  private final RequestAccount account;
  private Runnable onGone = () -> {};
  private boolean gone;
  private volatile @Nullable Asked asked;

  public Client(Context context, HttpServerRequest request, ApiForm form, RequestAccount account) {
    this.context = context;
    this.request = request;
    this.response = request.response();
    this.form = form;
    this.account = account;
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

  /** Whether nobody takes the response any more. */
  boolean isGone() {
    return gone;
  }

  /** Runs this on the client's context; from any thread. */
  void run(Runnable action) {
    context.runOnContext(none -> action.run());
  }

  /** What was asked, once it is read; before the delivery starts, from any thread. */
  public void asked(Asked read) {
    asked = read;
  }

  /** Tells who serves, and what did not reach it; before the head is sent. */
  void tell(Served served) {
    MultiMap headers = response.headers();
    served
        .candidate()
        .ifPresent(
            candidate -> {
              headers.set("x-runnel-provider", candidate.endpoint().id());
              candidate.model().ifPresent(model -> headers.set("x-runnel-model", model));
            });
    if (served.attempts() > 0) {
      headers.set("x-runnel-attempts", Integer.toString(served.attempts()));
    }
    Optional.ofNullable(asked)
        .flatMap(read -> IgnoredMembers.of(read, form.name(), served.candidate()))
        .ifPresent(names -> headers.set(IgnoredMembers.HEADER, names));
  }

  /** The head of a stream of events goes with the first bytes. */
  void beginEvents() {
    response.setChunked(request.version().alpnName().startsWith("http/1"));
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader("x-accel-buffering", "no");
  }

  HttpServerResponse response() {
    return response;
  }

  /** Sends a whole answer. */
  void answer(byte[] document) {
    response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    end(Buffer.buffer(document));
  }

  /** Ends the response as it should end. */
  void end(Buffer last) {
    response
        .end(last)
        .onSuccess(sent -> account.responded(sentStatus(), response.bytesWritten()))
        .onFailure(lost -> account.left(sentStatus(), response.bytesWritten()));
  }

  private OptionalInt sentStatus() {
    return response.headWritten() ? OptionalInt.of(response.getStatusCode()) : OptionalInt.empty();
  }

  /** Sends a trouble with its status; before the head is sent. */
  public void refuse(Trouble trouble) {
    if (gone || response.headWritten()) {
      return;
    }
    response
        .setStatusCode(form.status(trouble.kind()))
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    trouble
        .retryAfter()
        .ifPresent(
            time ->
                response.putHeader("retry-after", Long.toString(time.plusMillis(999).toSeconds())));
    if (!trouble.retryable()) {
      response.putHeader("x-should-retry", "false");
    }
    account.troubled(trouble);
    end(Buffer.buffer(form.error(trouble, account.id())));
  }

  /** Cuts the connection, or the stream of it that is this response's: no end that looks whole. */
  void cut() {
    response.reset(2); // INTERNAL_ERROR of HTTP/2; HTTP/1 knows no codes and closes
    account.left(sentStatus(), response.bytesWritten());
  }

  /** Cuts it, since the client takes nothing. */
  void drop() {
    account.slow();
    cut();
  }

  /** The call is over; before anything is done about it. */
  void concluded(Outcome outcome) {
    account.called(outcome);
  }

  /** Some text of the answer came; from any thread. */
  void said(String text) {
    account.said(text);
  }

  /** Runs this later, on the client's context. */
  long after(Duration time, Runnable action) {
    return context.owner().setTimer(time.toMillis(), any -> action.run());
  }

  /** Ends a timer that may have run. */
  void forget(long timer) {
    context.owner().cancelTimer(timer);
  }
}
