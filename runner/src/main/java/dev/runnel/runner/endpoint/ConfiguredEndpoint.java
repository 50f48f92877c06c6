package dev.runnel.runner.endpoint;

import static java.util.Objects.requireNonNull;

import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.EndpointConfig;

/**
 * An endpoint with the configuration that connects it.
 *
 * @param endpoint what everybody may see of it
 * @param config its checked options, secrets among them
 */
public record ConfiguredEndpoint(Endpoint endpoint, EndpointConfig config) {
  public ConfiguredEndpoint {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(config, "config is null");
  }
}
