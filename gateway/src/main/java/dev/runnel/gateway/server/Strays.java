package dev.runnel.gateway.server;

import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Trouble;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;

/**
 * Requests that are for no path, or come to one in a wrong way: told so in the path's own form. A
 * word to the client is enough: whoever sends nonsense shall not fill the log.
 */
final class Strays {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");
  private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415, 500, 501);

  private static final String PATHS =
      "POST /v1/chat/completions, POST /v1/messages, POST /v1/messages/count_tokens,"
          + " GET /v1/models, GET /v1/models/{id}, GET /healthz, GET /readyz, GET /metrics";

  private final Forms forms;
  private final Clients clients;

  /** Answers each request in its own form. */
  Strays(Forms forms, Clients clients) {
    this.forms = forms;
    this.clients = clients;
  }

  /** Before the paths that read a body. */
  void addTo(Router router) {
    router.post("/v1/*").handler(this::requireJson);
    STATUSES.forEach(status -> router.errorHandler(status, this::answer));
  }

  private void requireJson(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type == null || type.toLowerCase(Locale.ROOT).contains("json")) {
      context.next();
    } else {
      context.fail(415);
    }
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    int status = status(context);
    if (status == 500) {
      LOG.log(Level.WARNING, "A request failed within the gateway", context.failure());
    } else if (status == 405) {
      response.putHeader(HttpHeaders.ALLOW, allowed(request));
    }
    // The other streams of a connection of HTTP/2 have nothing to do with it.
    boolean over = request.isEnded() || request.version() == HttpVersion.HTTP_2;
    ApiForm form = forms.of(request);
    String id = String.valueOf(response.headers().get("x-request-id"));
    Trouble trouble = trouble(status, request);
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    clients
        .send(context, form.error(trouble, id))
        .onComplete(
            sent -> {
              if (!over) { // and nobody is going to read the rest of it
                request.connection().close();
              }
            });
  }

  /** The router has no status for what was thrown, be it by its own reading of a path. */
  private static int status(RoutingContext context) {
    if (context.statusCode() > 0) {
      return context.statusCode();
    }
    try {
      context.normalizedPath();
      return 500;
    } catch (RuntimeException e) {
      return 400;
    }
  }

  private static String allowed(HttpServerRequest request) {
    String path = String.valueOf(request.path());
    return path.startsWith("/v1/chat") || path.startsWith("/v1/messages") ? "POST" : Looks.ALLOWED;
  }

  private static Trouble trouble(int status, HttpServerRequest request) {
    return switch (status) {
      case 404 ->
          Trouble.of(Trouble.Kind.NOT_FOUND, "The gateway has no such path; there are: " + PATHS);
      case 405 ->
          Trouble.of(
              Trouble.Kind.METHOD_NOT_ALLOWED,
              "This path takes " + allowed(request).replace(", ", " or ") + " and nothing else");
      case 413 -> Trouble.of(Trouble.Kind.TOO_LARGE, "The request is too large");
      case 415 ->
          Trouble.of(
              Trouble.Kind.UNSUPPORTED_MEDIA_TYPE,
              "The body is to be JSON; set the header Content-Type: application/json");
      case 500 -> Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed; its log says more");
      default -> Trouble.of(Trouble.Kind.INVALID_REQUEST, "This is no request the gateway knows");
    };
  }
}
