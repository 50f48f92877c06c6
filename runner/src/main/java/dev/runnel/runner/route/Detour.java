package dev.runnel.runner.route;

import dev.runnel.spi.EndpointConfig;

/**
 * Changes how endpoints are connected, after it has been decided that they may be: a recorder, say,
 * puts itself between an endpoint and its service. Who may get a request, and what it needs, is
 * judged by where it goes without the detour.
 */
@FunctionalInterface
public interface Detour {
  /** Straight on. */
  Detour NONE = (endpoint, config) -> config;

  /**
   * Called once for each endpoint, and where it has several keys once for each of them, when it is
   * first needed; on any thread. What it throws reaches the caller as it is.
   *
   * @param endpoint what is known of it
   * @param config how it would be connected, secrets included
   * @return how it is connected instead
   */
  EndpointConfig through(Endpoint endpoint, EndpointConfig config);
}
