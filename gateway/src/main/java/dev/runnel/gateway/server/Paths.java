package dev.runnel.gateway.server;

import dev.runnel.gateway.anthropic.AnthropicForm;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.models.ModelCatalog;
import dev.runnel.gateway.openai.OpenAiForm;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

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
      Clients clients) {
    Router router = Router.router(vertx);
    ApiForm openAi = new OpenAiForm();
    router.route().handler(door::attend);
    AnthropicForm anthropic = new AnthropicForm();
    Function<HttpServerRequest, ApiForm> forms =
        request -> isAnthropics(request) ? anthropic : openAi;
    operations.addTo(router);
    new Strays(forms, clients).addTo(router);
    router.route().handler(door.browsers(forms)).handler(door.cors());
    router
        .route("/v1/*")
        .handler(door.keyed(forms))
        .handler(door.open(forms))
        .handler(door.roomy(forms))
        .failureHandler(door.failures(forms));
    router.route("/metrics").handler(door.keyed(forms)); // told however much there is to do
    Handler<RoutingContext> body = door.bodies(forms);
    router
        .post("/v1/chat/completions")
        .handler(body)
        .handler(door::bodyCame)
        .handler(context -> intake.take(context, openAi));
    router
        .post("/v1/messages")
        .handler(body)
        .handler(door::bodyCame)
        .handler(context -> intake.take(context, anthropic));
    Documents documents = new Documents(clients);
    new ModelPaths(vertx, models, openAi, anthropic, documents).addTo(router);
    router
        .post("/v1/messages/count_tokens")
        .handler(body)
        .handler(door::bodyCame)
        .handler(new TokenCounts(vertx, anthropic, documents));
    operations.addMetricsTo(router);
    return router;
  }

  private static boolean isAnthropics(HttpServerRequest request) {
    return String.valueOf(request.path()).startsWith("/v1/messages")
        || request.headers().contains("anthropic-version");
  }
}
