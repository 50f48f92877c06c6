package dev.runnel.config.settings;

import dev.runnel.config.toml.TomlNode;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.spi.NearName;
import dev.runnel.spi.Option;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code [endpoints.ID]}, of endpoints that are there and of a user's own. */
final class EndpointTables {
  private static final String LIMITS = "limits";

  private final KnownEndpoints known;
  private final TableReader reader;
  private final Directives directives;
  private final Map<String, TableValues.Written> keyCommands = new LinkedHashMap<>();
  private final Map<String, DisconnectPolicy> onDisconnect = new LinkedHashMap<>();

  EndpointTables(KnownEndpoints known, TableReader reader, Directives directives) {
    this.known = known;
    this.reader = reader;
    this.directives = directives;
  }

  void read(TomlNode root) {
    reader
        .table("", root, "endpoints")
        .ifPresent(tables -> tables.children().keySet().forEach(id -> read(id, tables)));
  }

  /** The commands that give the keys of endpoints, by the endpoint's id. */
  Map<String, TableValues.Written> keyCommands() {
    return keyCommands;
  }

  /** What was said of clients that leave, by the endpoint's id. */
  Map<String, DisconnectPolicy> onDisconnect() {
    return onDisconnect;
  }

  private void read(String id, TomlNode tables) {
    Optional<TomlNode> table = reader.table("endpoints.", tables, id);
    if (table.isEmpty() || known.isBroken(id)) { // a jar that does not load stops nobody else
      return;
    }
    String prefix = "endpoints." + id + ".";
    Optional<EndpointOrigin> origin = known.find(id);
    if (id.equals(KnownEndpoints.ALL)) {
      List<Option<?>> options = new ArrayList<>(known.options());
      options.add(GatewayToml.ON_DISCONNECT);
      TableValues values = reader.read(prefix, table.get(), options, List.of(LIMITS));
      onDisconnect(id, prefix, values);
      set(id, values, known.options());
    } else if (origin.isPresent()) {
      endpoint(origin.get(), table.get(), prefix);
    } else {
      stranger(id, table.get());
    }
    limits(id, table.get(), prefix);
  }

  private void endpoint(EndpointOrigin origin, TomlNode table, String prefix) {
    List<Option<?>> options = new ArrayList<>(RunnelToml.ENDPOINT);
    options.addAll(origin.options());
    TableValues values = reader.read(prefix, table, options, List.of(LIMITS));
    of(origin.id(), values);
    onDisconnect(origin.id(), prefix, values);
    set(origin.id(), values, origin.options());
    values
        .written(RunnelToml.KEY_COMMAND)
        .ifPresent(
            command -> {
              if (origin.mainCredential().isPresent()) {
                keyCommands.put(origin.id(), command);
              } else {
                reader.mistake(
                    prefix + RunnelToml.KEY_COMMAND.name(),
                    table.at(RunnelToml.KEY_COMMAND.name()),
                    "has no use: '" + origin.id() + "' takes no key");
              }
            });
  }

  private void onDisconnect(String id, String prefix, TableValues values) {
    values
        .get(GatewayToml.ON_DISCONNECT)
        .ifPresent(text -> onDisconnect.put(id, DisconnectPolicy.parse(text)));
    reader.remember(prefix, values, List.of(GatewayToml.ON_DISCONNECT));
  }

  /**
   * An endpoint that is made of nothing known; the runner knows how to say so, if it says of what.
   */
  private void stranger(String id, TomlNode table) {
    TableValues values =
        new TableReader(ignored -> {}).read("", table, RunnelToml.ENDPOINT, List.of());
    if (values.get(RunnelToml.OF).isPresent()) {
      of(id, values);
    } else {
      reader.mistake(
          "endpoints." + id,
          table,
          "is no endpoint that is known"
              + NearName.of(id, known.ids())
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse(";")
              + " An endpoint of your own says whose protocol it speaks: provider = \"…\"");
    }
  }

  private void of(String id, TableValues values) {
    values
        .written(RunnelToml.OF)
        .ifPresent(of -> directives.add(builder -> builder.endpoint(id, of.text(), of.source())));
  }

  private void set(String id, TableValues values, Collection<Option<?>> options) {
    for (Option<?> option : options) {
      values
          .written(option)
          .ifPresent(
              value ->
                  directives.add(
                      builder ->
                          builder.fileOption(id, option.name(), value.text(), value.source())));
    }
  }

  private void limits(String id, TomlNode table, String prefix) {
    Optional<TomlNode> limits = reader.table(prefix, table, LIMITS);
    if (limits.isEmpty()) {
      return;
    }
    TableValues values =
        reader.read(prefix + LIMITS + ".", limits.get(), RunnelToml.LIMITS, List.of());
    reader.remember(prefix + LIMITS + ".", values, RunnelToml.LIMITS);
    EndpointLimits most = EndpointLimits.NONE.withQueue(values.count(RunnelToml.QUEUE));
    if (values.get(RunnelToml.CONCURRENCY).isPresent()) {
      most = most.withConcurrency(values.count(RunnelToml.CONCURRENCY));
    }
    if (values.get(RunnelToml.REQUESTS).isPresent()) {
      most = most.withRequestsPerMinute(values.count(RunnelToml.REQUESTS));
    }
    if (values.get(RunnelToml.TOKENS).isPresent()) {
      most = most.withTokensPerMinute(values.count(RunnelToml.TOKENS));
    }
    if (values.get(RunnelToml.PATIENCE).isPresent()) {
      most = most.withPatience(values.orDefault(RunnelToml.PATIENCE));
    }
    EndpointLimits all = most;
    directives.add(builder -> builder.limits(id, all, limits.get().place().toString()));
  }
}
