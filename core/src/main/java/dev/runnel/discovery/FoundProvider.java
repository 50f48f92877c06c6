package dev.runnel.discovery;

import static java.util.Objects.requireNonNull;

import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;

/**
 * A provider that was found and works.
 *
 * @param description who it is
 * @param source where it came from
 * @param provider the provider itself, for who connects it
 */
public record FoundProvider(
    ProviderDescription description, ProviderSource source, Provider provider) {
  public FoundProvider {
    requireNonNull(description, "description is null");
    requireNonNull(source, "source is null");
    requireNonNull(provider, "provider is null");
  }

  /** The provider's id. */
  public String id() {
    return description.id();
  }
}
