package dev.runnel.gateway.server;

import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.openai.OpenAiForm;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;

/** Which path is whose. */
public final class Paths {
  private Paths() {}

  /** The router of all paths. */
  public static Router router(Vertx vertx, Intake intake, long maxBody) {
    Router router = Router.router(vertx);
    ApiForm openAi = new OpenAiForm();
    BodyHandler body = BodyHandler.create(false).setBodyLimit(maxBody);
    router
        .post("/v1/chat/completions")
        .handler(body)
        .handler(context -> intake.take(context, openAi));
    router.get("/healthz").handler(context -> context.response().end("ok\n"));
    return router;
  }
}
