package dev.runnel.gateway.server;

import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Trouble;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Requests that are for no path, or come to one in a wrong way: told so in the path's own form. */
final class Strays {
  private static final String PATHS =
      "POST /v1/chat/completions, POST /v1/messages, POST /v1/messages/count_tokens,"
          + " GET /v1/models, GET /v1/models/{id}, GET /healthz";

  private final ApiForm openAi;
  private final ApiForm anthropic;

  Strays(ApiForm openAi, ApiForm anthropic) {
    this.openAi = openAi;
    this.anthropic = anthropic;
  }

  /** Before the paths that read a body. */
  void addTo(Router router) {
    router.post("/v1/*").handler(this::requireJson);
    router.errorHandler(404, this::unknown);
    router.errorHandler(405, this::wrongMethod);
  }

  private void requireJson(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || type.toLowerCase(Locale.ROOT).contains("json")) {
      context.next();
    } else {
      refuse(
          context,
          Trouble.of(
              Trouble.Kind.UNSUPPORTED_MEDIA_TYPE,
              "The body is to be JSON; set the header Content-Type: application/json"));
    }
  }

  private void unknown(RoutingContext context) {
    refuse(
        context,
        Trouble.of(Trouble.Kind.NOT_FOUND, "The gateway has no such path; there are: " + PATHS));
  }

  private void wrongMethod(RoutingContext context) {
    String path = String.valueOf(context.request().path());
    String allowed =
        path.startsWith("/v1/chat") || path.startsWith("/v1/messages") ? "POST" : "GET";
    context.response().putHeader(HttpHeaders.ALLOW, allowed);
    refuse(
        context,
        Trouble.of(
            Trouble.Kind.METHOD_NOT_ALLOWED, "This path takes " + allowed + " and nothing else"));
  }

  private void refuse(RoutingContext context, Trouble trouble) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    ApiForm form = form(context);
    String id = String.valueOf(response.headers().get("x-request-id"));
    response
        .setStatusCode(form.status(trouble.kind()))
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(Buffer.buffer(form.error(trouble, id)));
  }

  private ApiForm form(RoutingContext context) {
    return String.valueOf(context.request().path()).startsWith("/v1/messages")
            || context.request().headers().contains("anthropic-version")
        ? anthropic
        : openAi;
  }
}
