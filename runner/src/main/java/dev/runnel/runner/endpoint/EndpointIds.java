package dev.runnel.runner.endpoint;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.runner.route.HiddenPreset;
import dev.runnel.spi.EndpointPreset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint an id means, where several would have it: a provider wins over a preset, also a
 * broken one, lest a preset be asked instead of it unnoticed; of two presets, that of the provider
 * whose id comes first.
 */
public final class EndpointIds {
  /**
   * What an endpoint is made of.
   *
   * @param preset empty: it is the provider's own endpoint
   */
  record Origin(String id, FoundProvider provider, Optional<EndpointPreset> preset) {}

  private final Map<String, String> owners = new TreeMap<>();
  private final List<Origin> origins = new ArrayList<>();
  private final List<HiddenPreset> hidden = new ArrayList<>();

  private EndpointIds(Providers providers) {
    for (QuarantinedProvider broken : providers.quarantined()) {
      broken.id().ifPresent(id -> owners.put(id, "the provider in " + broken.source().jar()));
    }
    for (FoundProvider provider : providers.found()) {
      owners.put(provider.id(), "the provider in " + provider.source().jar());
      origins.add(new Origin(provider.id(), provider, Optional.empty()));
    }
    for (FoundProvider provider : providers.found()) {
      provider.description().presets().forEach(preset -> settle(provider, preset));
    }
  }

  static List<Origin> origins(Providers providers) {
    return new EndpointIds(providers).origins;
  }

  /** The presets whose ids mean others, by provider; unmodifiable. */
  public static List<HiddenPreset> hidden(Providers providers) {
    return List.copyOf(new EndpointIds(providers).hidden);
  }

  private void settle(FoundProvider provider, EndpointPreset preset) {
    @Nullable String owner = owners.get(preset.id());
    if (owner != null) {
      hidden.add(new HiddenPreset(provider.id(), preset, owner));
    } else {
      owners.put(preset.id(), "a preset of '" + provider.id() + "'");
      origins.add(new Origin(preset.id(), provider, Optional.of(preset)));
    }
  }
}
