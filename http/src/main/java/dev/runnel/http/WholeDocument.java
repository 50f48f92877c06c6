package dev.runnel.http;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.RateLimit;
import dev.runnel.api.Timeouts;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;
import dev.runnel.spi.ContextLoader;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.codec.BodyCodec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One request whose answer is a JSON document away from any chat: a list of models, a check. Goes
 * through Web Client over the endpoint's pool; it cannot be aborted, so it is bounded by its clock
 * and in its size.
 */
final class WholeDocument {
  private final HttpTransport transport;
  private final HttpRequest outgoing;
  private final Timeouts timeouts;
  private final WireLog.Conversation wire;
  private final BoundedBody gathered = new BoundedBody();

  WholeDocument(HttpTransport transport, HttpRequest outgoing, Timeouts timeouts) {
    this.transport = transport;
    this.outgoing = outgoing;
    this.timeouts = timeouts;
    this.wire = transport.wireLog().conversation(warning -> {});
  }

  CompletionStage<JsonView> fetch() {
    LiveClient live;
    try {
      live = transport.live();
    } catch (ChatException e) {
      return CompletableFuture.failedStage(e);
    }
    // What depends on the document is the driver's code, wherever it runs.
    @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
    CompletableFuture<JsonView> result = new CompletableFuture<>();
    live.loop()
        .runOnContext(
            none ->
                fetch(live)
                    .onComplete(done -> ContextLoader.run(context, () -> settle(result, done))));
    return result;
  }

  private static void settle(CompletableFuture<JsonView> result, AsyncResult<JsonView> done) {
    if (done.succeeded()) {
      result.complete(done.result());
    } else {
      result.completeExceptionally(done.cause());
    }
  }

  private Future<JsonView> fetch(LiveClient live) {
    Promise<JsonView> result = Promise.promise();
    long total = Route.millis(timeouts.total());
    long timer =
        live.vertx()
            .setTimer(
                total,
                id ->
                    result.tryFail(
                        ChatException.builder(
                                ErrorKind.TIMEOUT, "No whole answer within " + total + " ms")
                            .clock(Timeouts.Clock.TOTAL)
                            .build()));
    Route.find(live, transport)
        .compose(options -> send(live, options))
        .map(this::read)
        .onComplete(
            done -> {
              live.vertx().cancelTimer(timer);
              if (done.succeeded()) {
                result.tryComplete(done.result());
              } else {
                result.tryFail(failure(done.cause()));
              }
            });
    return result.future();
  }

  private Future<HttpResponse<Void>> send(LiveClient live, RequestOptions options) {
    io.vertx.ext.web.client.HttpRequest<Void> request =
        WebClient.wrap(
                live.client(),
                new WebClientOptions().setUserAgentEnabled(false).setFollowRedirects(false))
            .request(HttpMethod.valueOf(outgoing.method()), options.setURI(outgoing.path()))
            .as(BodyCodec.pipe(gathered));
    outgoing.headers().forEach(request::putHeader);
    wire.sent(outgoing, transport.target());
    byte[] body = outgoing.body();
    return body == null ? request.send() : request.sendBuffer(Buffer.buffer(body));
  }

  private JsonView read(HttpResponse<Void> response) {
    AnswerHead head = Heads.of(response.statusCode(), response.headers());
    byte[] body = gathered.bytes();
    wire.received(head);
    wire.received(Buffer.buffer(body));
    wire.over("the body ended");
    if (head.status() >= 300 && head.status() < 400) {
      throw transport.failures().redirect(head);
    }
    if (head.status() >= 400 || ErrorBody.isPage(head, body)) {
      Instant now = Instant.now();
      List<RateLimit> limits = transport.rateLimits().read(head, now);
      throw transport.failures().of(ErrorBody.read(head, body, limits, now));
    }
    if (body.length == 0) {
      throw transport.failures().emptyAnswer(head.status());
    }
    return JsonView.parse(body);
  }

  private ChatException failure(Throwable cause) {
    if (cause instanceof ChatException || cause instanceof DecodeException) {
      return transport.failures().ofReader(cause);
    }
    return transport.failures().notConnected(cause, timeouts.connect());
  }
}
