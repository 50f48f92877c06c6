package dev.runnel.gateway.access;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** The API key that a request shows. */
public final class ShownKey {
  private static final String BEARER = "bearer ";
  private static final String OTHER = "x-api-key"; // Anthropic's clients

  private ShownKey() {}

  /** The key as it came; empty: there is none. */
  public static Optional<String> of(HttpServerRequest request) {
    Optional<String> bearer =
        Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
            .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(text -> text.substring(BEARER.length()).strip());
    return bearer
        .or(() -> Optional.ofNullable(request.getHeader(OTHER)).map(String::strip))
        .filter(text -> !text.isEmpty());
  }
}
