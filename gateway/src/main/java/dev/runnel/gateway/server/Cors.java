package dev.runnel.gateway.server;

import dev.runnel.gateway.access.WebOrigin;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells browsers which pages may use the gateway; nothing where none may. */
final class Cors implements Handler<RoutingContext> {
  private static final String ANY = "*";
  private static final Set<String> TOLD =
      Set.of(
          "x-request-id",
          "x-runnel-provider",
          "x-runnel-model",
          "x-runnel-attempts",
          "x-runnel-ignored",
          "x-runnel-warnings",
          "retry-after",
          "x-should-retry",
          "x-ratelimit-limit-requests",
          "x-ratelimit-remaining-requests",
          "x-ratelimit-reset-requests",
          "x-ratelimit-limit-tokens",
          "x-ratelimit-remaining-tokens",
          "x-ratelimit-reset-tokens");
  private static final int REMEMBERED_SECONDS = 600;

  private final Supplier<List<String>> origins;

  /**
   * For pages of these origins.
   *
   * @param origins those in force, each time they are asked for
   */
  Cors(Supplier<List<String>> origins) {
    this.origins = origins;
  }

  @Override
  public void handle(RoutingContext context) {
    List<String> now = origins.get();
    MultiMap headers = context.request().headers();
    @Nullable String origin = headers.get(HttpHeaders.ORIGIN);
    if (origin == null || !WebOrigin.isAmong(origin, now)) { // then it is the gateway's own page
      context.next();
      return;
    }
    CorsHandler handler =
        CorsHandler.create()
            .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST))
            // Clients send a dozen headers of their own: what a page asks to send, it may.
            .allowedHeaders(asked(headers.get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS)))
            .exposedHeaders(TOLD)
            .maxAgeSeconds(REMEMBERED_SECONDS);
    if (!now.contains(ANY)) {
      handler.addOrigin(origin); // letter by letter: it is known to be among them
    }
    handler.handle(context);
  }

  private static Set<String> asked(@Nullable String headers) {
    return headers == null
        ? Set.of()
        : Stream.of(headers.split(",", -1))
            .map(String::strip)
            .filter(name -> name.matches("[A-Za-z0-9-]{1,64}"))
            .collect(Collectors.toUnmodifiableSet());
  }
}
