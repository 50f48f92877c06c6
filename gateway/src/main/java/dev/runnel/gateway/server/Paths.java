package dev.runnel.gateway.server;

import dev.runnel.gateway.anthropic.AnthropicForm;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.models.ModelCatalog;
import dev.runnel.gateway.openai.OpenAiForm;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/** Which path is whose. */
public final class Paths {
  private Paths() {}

  /** The router of all paths. */
  public static Router router(
      Vertx vertx, Intake intake, ModelCatalog models, Operations operations, long maxBody) {
    Router router = Router.router(vertx);
    ApiForm openAi = new OpenAiForm();
    AnthropicForm anthropic = new AnthropicForm();
    operations.addTo(router);
    new Strays(openAi, anthropic).addTo(router);
    BodyHandler body = BodyHandler.create(false).setBodyLimit(maxBody);
    router
        .post("/v1/chat/completions")
        .handler(body)
        .handler(context -> operations.refuseAtEnd(context, openAi))
        .handler(context -> intake.take(context, openAi));
    router
        .post("/v1/messages")
        .handler(body)
        .handler(context -> operations.refuseAtEnd(context, anthropic))
        .handler(context -> intake.take(context, anthropic));
    new ModelPaths(vertx, models, openAi, anthropic).addTo(router);
    router
        .post("/v1/messages/count_tokens")
        .handler(body)
        .handler(new TokenCounts(vertx, anthropic));
    return router;
  }
}
