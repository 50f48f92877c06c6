package dev.runnel.config.settings;

import dev.runnel.config.toml.TomlNode;
import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.spi.Option;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints that a file can speak of: those that are there by themselves, and its own. */
final class KnownEndpoints {
  /** Stands for every endpoint that has the option. */
  static final String ALL = "*";

  private final Map<String, EndpointOrigin> origins = new LinkedHashMap<>();
  private final Providers providers;

  private KnownEndpoints(Providers providers) {
    this.providers = providers;
    Runner.origins(providers).forEach(origin -> origins.put(origin.id(), origin));
  }

  static KnownEndpoints of(Providers providers) {
    return new KnownEndpoints(providers);
  }

  /** The same, with those that a file makes. */
  static KnownEndpoints of(Providers providers, TomlNode root) {
    KnownEndpoints known = new KnownEndpoints(providers);
    root.child("endpoints").ifPresent(tables -> tables.children().forEach(known::make));
    return known;
  }

  private void make(String id, TomlNode table) {
    table
        .child(RunnelToml.OF.name())
        .flatMap(of -> find(of.text()))
        .filter(model -> !model.own())
        .ifPresent(
            model ->
                origins.putIfAbsent(
                    id, new EndpointOrigin(id, model.provider(), model.preset(), true)));
  }

  Optional<EndpointOrigin> find(String id) {
    return Optional.ofNullable(origins.get(id));
  }

  /** The endpoint that {@code endpoint/model}, or an endpoint alone, names. */
  Optional<EndpointOrigin> named(String target) {
    int slash = target.indexOf('/');
    return find(slash < 0 ? target : target.substring(0, slash));
  }

  Collection<EndpointOrigin> all() {
    return origins.values();
  }

  List<String> ids() {
    return List.copyOf(origins.keySet());
  }

  /** Every option that any of them has, one of each name. */
  Collection<Option<?>> options() {
    Map<String, Option<?>> options = new LinkedHashMap<>();
    origins
        .values()
        .forEach(
            origin ->
                origin.options().forEach(option -> options.putIfAbsent(option.name(), option)));
    return options.values();
  }

  /** Whether a provider that is meant by this id was found and does not work. */
  boolean isBroken(String id) {
    return providers.quarantined().stream().anyMatch(one -> one.isMeantBy(id));
  }
}
