package dev.runnel.gateway.server;

import dev.runnel.gateway.anthropic.AnthropicForm;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Estimates how many tokens a request of Anthropic's form has; asks nobody. */
final class TokenCounts implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final AnthropicForm form;

  TokenCounts(Vertx vertx, AnthropicForm form) {
    this.vertx = vertx;
    this.form = form;
  }

  @Override
  public void handle(RoutingContext http) {
    Buffer body = http.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    String id = Accounting.of(http).id();
    Accounting.of(http).form(form.name());
    http.response().putHeader(form.requestIdHeader(), id);
    vertx
        .executeBlocking(() -> form.tokens(bytes), false)
        .onSuccess(document -> send(http.response(), 200, document))
        .onFailure(
            thrown -> {
              Trouble trouble =
                  thrown instanceof RefusedException refused
                      ? refused.trouble()
                      : Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed: " + thrown);
              send(http.response(), form.status(trouble.kind()), form.error(trouble, id));
            });
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
