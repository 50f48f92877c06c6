package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import dev.runnel.spi.EndpointPreset;

/**
 * A preset that is not an endpoint, since its id means another: a provider's own id wins over a
 * preset's, and of two presets that of the provider whose id comes first.
 *
 * @param provider the id of the provider that has the preset
 * @param preset what is hidden
 * @param winner who is meant by the id, in words
 */
public record HiddenPreset(String provider, EndpointPreset preset, String winner) {
  public HiddenPreset {
    requireNonNull(provider, "provider is null");
    requireNonNull(preset, "preset is null");
    requireNonNull(winner, "winner is null");
  }

  /** A sentence without its full stop. */
  @Override
  public String toString() {
    return "The preset '"
        + preset.id()
        + "' of '"
        + provider
        + "' is out of use, since '"
        + preset.id()
        + "' is "
        + winner;
  }
}
