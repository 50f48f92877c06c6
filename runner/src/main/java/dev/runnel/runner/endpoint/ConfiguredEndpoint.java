package dev.runnel.runner.endpoint;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import dev.runnel.runner.route.DurationText;
import dev.runnel.runner.route.Endpoint;
import dev.runnel.runner.route.OptionValue;
import dev.runnel.runner.settings.Redaction;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint with the configuration that connects it.
 *
 * @param endpoint what everybody may see of it
 * @param config its checked options, secrets among them
 * @param deferred the secrets that are asked for when it is connected
 * @param sources where options were written, by name, for messages; unmodifiable
 */
public record ConfiguredEndpoint(
    Endpoint endpoint, EndpointConfig config, Deferred deferred, Map<String, String> sources) {
  public ConfiguredEndpoint {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(config, "config is null");
    sources = Map.copyOf(sources);
  }

  /** The configuration with all secrets; may block while they are asked for. */
  EndpointConfig complete() {
    return deferred.into(config, endpoint.provider().description());
  }

  /** Its options with the values that are in force and where those come from; unmodifiable. */
  public List<OptionValue> options() {
    return endpoint.provider().description().options().stream()
        .map(option -> new OptionValue(option, shown(option), source(option)))
        .toList();
  }

  private Optional<String> shown(Option<?> option) {
    if (deferred.options().contains(option.name())) {
      return Optional.of(Secret.MASK);
    }
    return config.find(option).map(ConfiguredEndpoint::text).map(Redaction::of);
  }

  private static String text(Object value) {
    return value instanceof List<?> items
        ? items.stream()
            .map(item -> String.valueOf(item).replace(",", "\\,"))
            .collect(Collectors.joining(","))
        : value instanceof Duration time ? DurationText.of(time) : value.toString();
  }

  private Optional<String> source(Option<?> option) {
    @Nullable String written = sources.get(option.name());
    if (written != null) {
      return Optional.of(written.isEmpty() ? "application" : written);
    }
    return endpoint
        .preset()
        .filter(preset -> preset.value(option.name()).isPresent())
        .map(preset -> "preset " + preset.id());
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
