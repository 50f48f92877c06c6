package dev.runnel.runner.endpoint;

import static java.util.Objects.requireNonNull;

import dev.runnel.runner.route.Endpoint;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointConfig;
import java.util.List;
import java.util.Map;

/**
 * An endpoint with the configuration that connects it.
 *
 * @param endpoint what everybody may see of it
 * @param config its checked options, secrets among them
 * @param sources where options were written, by name, for messages; unmodifiable
 */
public record ConfiguredEndpoint(
    Endpoint endpoint, EndpointConfig config, Map<String, String> sources) {
  public ConfiguredEndpoint {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(config, "config is null");
    sources = Map.copyOf(sources);
  }

  /** The same mistakes, each with where it was written: a provider sees only values. */
  ConfigurationException locating(ConfigurationException refusal) {
    String prefix = endpoint.id() + ".";
    List<ConfigurationException.Mistake> located =
        refusal.mistakes().stream()
            .map(
                mistake ->
                    mistake.source().isEmpty() && mistake.key().startsWith(prefix)
                        ? new ConfigurationException.Mistake(
                            mistake.key(),
                            sources.getOrDefault(mistake.key().substring(prefix.length()), ""),
                            mistake.problem())
                        : mistake)
            .toList();
    ConfigurationException told = new ConfigurationException(located);
    told.initCause(refusal);
    return told;
  }
}
