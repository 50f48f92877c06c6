package dev.runnel.runner.endpoint;

import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.runner.route.HiddenPreset;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoint an id means, where several would have it: a provider wins over a preset, also a
 * broken one, lest a preset be asked instead of it unnoticed; of two presets, that of the provider
 * whose id comes first. An id that a user chose has to be a new one.
 */
public final class EndpointIds {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:[.-][a-z0-9]+)*");

  private final Map<String, String> owners = new TreeMap<>();
  private final Map<String, EndpointOrigin> origins = new LinkedHashMap<>();
  private final List<HiddenPreset> hidden = new ArrayList<>();
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Providers providers;

  private EndpointIds(Providers providers) {
    this.providers = providers;
    for (QuarantinedProvider broken : providers.quarantined()) {
      broken.id().ifPresent(id -> owners.put(id, "the provider in " + broken.source().jar()));
    }
    for (FoundProvider provider : providers.found()) {
      owners.put(provider.id(), "the provider in " + provider.source().jar());
      add(new EndpointOrigin(provider.id(), provider, Optional.empty(), false));
    }
    for (FoundProvider provider : providers.found()) {
      provider.description().presets().forEach(preset -> settle(provider, preset));
    }
  }

  /** Those that are there by themselves; unmodifiable. */
  public static List<EndpointOrigin> origins(Providers providers) {
    return List.copyOf(new EndpointIds(providers).origins.values());
  }

  /**
   * Those that are there by themselves and those that a user made; unmodifiable.
   *
   * @param mistakes takes what is wrong with a user's
   */
  static List<EndpointOrigin> origins(
      Providers providers, List<OwnEndpoint> own, List<Mistake> mistakes) {
    EndpointIds ids = new EndpointIds(providers);
    own.forEach(ids::make);
    mistakes.addAll(ids.mistakes);
    return List.copyOf(ids.origins.values());
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
      add(new EndpointOrigin(preset.id(), provider, Optional.of(preset), false));
    }
  }

  private void make(OwnEndpoint own) {
    @Nullable EndpointOrigin model = origins.get(own.of());
    @Nullable EndpointOrigin same = origins.get(own.id());
    if (!ID.matcher(own.id()).matches()) {
      refuse(
          own,
          "is no endpoint's id: one is lower case letters and digits joined by hyphens or dots");
    } else if (model == null || model.own()) {
      unknown(own);
    } else if (same != null && same.provider().equals(model.provider()) && !same.own()) {
      return; // written down for clearness: it is what it says by itself
    } else if (owners.containsKey(own.id())) {
      refuse(own, "is the id of " + owners.get(own.id()) + "; choose another for your endpoint");
    } else {
      owners.put(own.id(), "another endpoint");
      add(new EndpointOrigin(own.id(), model.provider(), model.preset(), true));
    }
  }

  private void unknown(OwnEndpoint own) {
    boolean broken = providers.quarantined().stream().anyMatch(one -> one.isMeantBy(own.of()));
    if (broken) { // told of wherever providers are; a jar that does not load stops nobody else
      return;
    }
    refuse(
        own,
        "is to be made of '"
            + own.of()
            + "', which is no provider and no known service"
            + NearName.of(own.of(), origins.keySet())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; `runnel providers` lists them"));
  }

  private void refuse(OwnEndpoint own, String problem) {
    mistakes.add(new Mistake(own.id(), own.source(), problem));
  }

  private void add(EndpointOrigin origin) {
    origins.put(origin.id(), origin);
  }
}
