package dev.runnel.gateway.server;

import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Trouble;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Answers requests that no path wants, or that are none. A word to the client is enough: whoever
 * sends nonsense shall not fill the log.
 */
final class Strays {
  private static final Logger LOG = System.getLogger("dev.runnel.gateway");
  private static final List<Integer> STATUSES = List.of(400, 404, 405, 406, 413, 415, 500, 501);

  private final ApiForm form;

  private Strays(ApiForm form) {
    this.form = form;
  }

  /** In this form. */
  static void addTo(Router router, ApiForm form) {
    Strays strays = new Strays(form);
    STATUSES.forEach(status -> router.errorHandler(status, strays::answer));
  }

  private void answer(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    if (response.headWritten()) {
      response.reset();
      return;
    }
    int status = status(context);
    if (status == 500) {
      LOG.log(Level.WARNING, "A request failed within the gateway", context.failure());
    }
    boolean whole = request.isEnded();
    String id = String.valueOf(response.headers().get("x-request-id"));
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(Buffer.buffer(form.error(trouble(status, request), id)))
        .onComplete(
            sent -> {
              if (!whole) { // and nobody is going to read the rest of it
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

  private static Trouble trouble(int status, HttpServerRequest request) {
    return switch (status) {
      case 404 ->
          Trouble.of(
              Trouble.Kind.NOT_FOUND,
              "There is nothing here; the gateway has /v1/chat/completions, /v1/messages and"
                  + " /v1/models");
      case 405 ->
          Trouble.of(
              Trouble.Kind.METHOD_NOT_ALLOWED,
              "The method " + request.method().name() + " is not for this path");
      case 413 -> Trouble.of(Trouble.Kind.TOO_LARGE, "The request is too large");
      case 415 ->
          Trouble.of(Trouble.Kind.UNSUPPORTED_MEDIA_TYPE, "The gateway takes application/json");
      case 500 -> Trouble.of(Trouble.Kind.INTERNAL, "The gateway failed; its log says more");
      default -> Trouble.of(Trouble.Kind.INVALID_REQUEST, "This is no request the gateway knows");
    };
  }
}
