package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A configured place that requests can go to, as far as it is known without asking it.
 *
 * @param id what {@code -p} and {@code endpoint/model} name; the provider's id, the preset's, or
 *     one that its user chose
 * @param provider who connects it
 * @param preset what it was made of, unless it is the provider's own
 * @param capabilities what it can do; its models are those that were configured, if any were
 * @param baseUrl where it is, if its provider says so
 * @param reach who can see a request on its way there
 * @param configured whether all its credentials, or its address, were set for it: what makes a
 *     preset take part
 * @param own whether its user made it, beside those that are there by themselves
 * @param unset the options that only its user can know and that are not set; unmodifiable
 * @param missing the credentials without which it cannot be used; unmodifiable, empty when ready
 */
public record Endpoint(
    String id,
    FoundProvider provider,
    Optional<EndpointPreset> preset,
    Capabilities capabilities,
    Optional<URI> baseUrl,
    Reach reach,
    boolean configured,
    boolean own,
    List<MissingSetting> unset,
    List<MissingCredential> missing) {
  public Endpoint {
    requireNonNull(id, "id is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(preset, "preset is null");
    requireNonNull(capabilities, "capabilities is null");
    requireNonNull(baseUrl, "baseUrl is null");
    requireNonNull(reach, "reach is null");
    unset = List.copyOf(unset);
    missing = List.copyOf(missing);
  }

  /** Whether the service's owner offers this interface to programs. */
  public boolean official() {
    return provider.description().official();
  }

  /** For people. */
  public String displayName() {
    return preset
        .map(EndpointPreset::displayName)
        .orElseGet(() -> provider.description().displayName());
  }

  /** What it needs to let a request in. */
  public Authentication authentication() {
    return preset
        .map(EndpointPreset::authentication)
        .orElseGet(() -> provider.description().authentication());
  }

  /** Whether it is a server on the user's own machine, which may be running or not. */
  public boolean local() {
    return preset.map(EndpointPreset::local).orElseGet(() -> provider.description().local());
  }

  /** How a local one is started, as the rest of a sentence. */
  public Optional<String> howToStart() {
    return preset.isPresent() ? preset.get().howToStart() : provider.description().howToStart();
  }

  /**
   * Whether it takes part in requests that do not name it. A provider's own endpoint does, and one
   * that its user made. A preset does when it is configured; a local preset never does, since
   * several speak on the same port and nobody can tell who listens there.
   */
  public boolean takesPartUnnamed() {
    return own || preset.map(one -> configured && !one.local()).orElse(true);
  }

  /**
   * The environment variables that set an option of this endpoint, the one its users know first.
   * Where both are set, the last one wins.
   */
  public List<String> variables(Option<?> option) {
    return new EndpointOrigin(id, provider, preset, own).variables(option);
  }

  @Override
  public String toString() {
    return "Endpoint[" + id + " of " + provider.id() + "]";
  }
}
