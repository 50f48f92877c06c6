package dev.runnel.gateway.server;

import dev.runnel.gateway.anthropic.AnthropicForm;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Estimates how many tokens a request of Anthropic's form has; asks nobody. */
final class TokenCounts implements Handler<RoutingContext> {
  private final Vertx vertx;
  private final AnthropicForm form;
  private final Documents documents;

  TokenCounts(Vertx vertx, AnthropicForm form, Documents documents) {
    this.vertx = vertx;
    this.form = form;
    this.documents = documents;
  }

  @Override
  public void handle(RoutingContext http) {
    Buffer body = http.body().buffer();
    byte[] bytes = body == null ? new byte[0] : body.getBytes();
    documents.answer(http, form, vertx.executeBlocking(() -> form.tokens(bytes), false));
  }
}
