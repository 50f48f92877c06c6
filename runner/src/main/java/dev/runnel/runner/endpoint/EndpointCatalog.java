package dev.runnel.runner.endpoint;

import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.runner.route.Endpoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The endpoints that work, by id, and the providers that do not. Immutable. */
public final class EndpointCatalog {
  private final SortedMap<String, ConfiguredEndpoint> endpoints = new TreeMap<>();
  private final List<QuarantinedProvider> quarantined;

  public EndpointCatalog(
      Collection<ConfiguredEndpoint> endpoints, List<QuarantinedProvider> quarantined) {
    endpoints.forEach(one -> this.endpoints.put(one.endpoint().id(), one));
    this.quarantined = List.copyOf(quarantined);
  }

  /** By id; unmodifiable. */
  public List<Endpoint> endpoints() {
    return endpoints.values().stream().map(ConfiguredEndpoint::endpoint).toList();
  }

  /** By id; unmodifiable. */
  public List<String> ids() {
    return List.copyOf(endpoints.keySet());
  }

  public Optional<ConfiguredEndpoint> find(String id) {
    return Optional.ofNullable(endpoints.get(id));
  }

  public List<QuarantinedProvider> quarantined() {
    return quarantined;
  }

  /** The broken provider that is meant by this id, unless a working one has it. */
  public Optional<QuarantinedProvider> broken(String id) {
    return endpoints.containsKey(id)
        ? Optional.empty()
        : quarantined.stream().filter(one -> one.isMeantBy(id)).findFirst();
  }
}
