package dev.runnel.gateway.server;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;

/** Paths at which clients only look: whole, or at the head alone (RFC 9110, 9.1). */
final class Looks {
  /** The methods, as the header {@code Allow} tells them. */
  static final String ALLOWED = "GET, HEAD";

  private Looks() {}

  /** The route, for those methods. */
  static Route route(Route any) {
    return any.method(HttpMethod.GET).method(HttpMethod.HEAD);
  }
}
