package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.runner.settings.VariableNames;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import java.util.List;
import java.util.Optional;

/**
 * What an endpoint is made of, before anything is configured.
 *
 * @param id the provider's, the preset's, or one that its user chose
 * @param provider who connects it
 * @param preset the service that it is known as; empty: the provider's own
 * @param own whether its user made it, beside those that are there by themselves
 */
public record EndpointOrigin(
    String id, FoundProvider provider, Optional<EndpointPreset> preset, boolean own) {
  public EndpointOrigin {
    requireNonNull(id, "id is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(preset, "preset is null");
  }

  /** The options that it has; unmodifiable. */
  public List<Option<?>> options() {
    return provider.description().options();
  }

  /** The option of this name, if it has one. */
  public Optional<Option<?>> option(String name) {
    return provider.description().option(name);
  }

  /** What it needs to let a request in. */
  public Authentication authentication() {
    return preset
        .map(EndpointPreset::authentication)
        .orElseGet(() -> provider.description().authentication());
  }

  /** The secret option that comes to mind first, the one that lets requests in, if it has one. */
  public Optional<String> mainCredential() {
    return authentication().options().stream().findFirst();
  }

  /**
   * The environment variables that set an option of this endpoint, the one its users know first.
   * Where several are set, the last one wins. The variables that a service's users know are not
   * read for an endpoint that its user made: it may be somewhere else, and a key is for one place.
   */
  public List<String> variables(Option<?> option) {
    return own
        ? List.of(VariableNames.of(id, option.name()))
        : VariableNames.all(id, preset, option);
  }
}
