package dev.runnel.gateway.server;

import dev.runnel.gateway.models.ModelCatalog;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;

/** Which path is whose. */
public final class Paths {
  private Paths() {}

  /** The router of all paths. */
  public static Router router(
      Vertx vertx,
      Intake intake,
      ModelCatalog models,
      Operations operations,
      Door door,
      Clients clients,
      Forms forms) {
    Router router = Router.router(vertx);
    router.route().handler(door::attend);
    operations.addTo(router);
    new Strays(forms, clients).addTo(router);
    router.route().handler(door::browsers).handler(door.cors());
    router
        .route("/v1/*")
        .handler(door::keyed)
        .handler(door::open)
        .handler(door::roomy)
        .failureHandler(door::failures);
    router.route("/metrics").handler(door::keyed); // told however much there is to do
    Documents documents = new Documents(clients);
    withBody(router, "/v1/chat/completions", door)
        .handler(context -> intake.take(context, forms.openAi()));
    withBody(router, "/v1/messages", door)
        .handler(context -> intake.take(context, forms.anthropic()));
    withBody(router, "/v1/messages/count_tokens", door)
        .handler(new TokenCounts(vertx, forms.anthropic(), documents));
    new ModelPaths(vertx, models, forms.openAi(), forms.anthropic(), documents).addTo(router);
    operations.addMetricsTo(router);
    return router;
  }

  private static Route withBody(Router router, String path, Door door) {
    return router.post(path).handler(door::bodies).handler(door::bodyCame);
  }
}
