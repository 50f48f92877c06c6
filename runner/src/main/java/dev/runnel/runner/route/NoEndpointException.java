package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

/** Nobody can serve a request; nothing was sent. The message is {@link Route#refusal()}. */
public final class NoEndpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Route route;

  /**
   * Wraps a route without candidates.
   *
   * @throws IllegalArgumentException when it has one
   */
  public NoEndpointException(Route route) {
    super(requireNonNull(route, "route is null").refusal());
    if (route.chosen().isPresent()) {
      throw new IllegalArgumentException("The route has a candidate: " + route.candidates());
    }
    this.route = route;
  }

  /** Who was considered, and why each was rejected. */
  public Route route() {
    return route;
  }
}
