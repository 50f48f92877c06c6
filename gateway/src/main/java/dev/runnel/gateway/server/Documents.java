package dev.runnel.gateway.server;

import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Trouble;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers requests for which no model is asked. */
final class Documents {
  private Documents() {}

  /** Sends a document once it is there, or why it is not; on the context of the request. */
  static void answer(RoutingContext http, ApiForm form, Future<byte[]> document) {
    Context context = http.vertx().getOrCreateContext();
    String id = Accounting.of(http).id();
    Accounting.of(http).form(form.name());
    http.response().putHeader(form.requestIdHeader(), id);
    document.onComplete(
        written ->
            context.runOnContext(
                none -> {
                  if (written.succeeded()) {
                    send(http.response(), 200, written.result());
                  } else {
                    Trouble trouble = Refusals.logged(written.cause(), id);
                    Accounting.of(http).troubled(trouble);
                    send(http.response(), form.status(trouble.kind()), form.error(trouble, id));
                  }
                }));
  }

  private static void send(HttpServerResponse response, int status, byte[] document) {
    if (!response.closed() && !response.ended()) {
      response
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(Buffer.buffer(document));
    }
  }
}
