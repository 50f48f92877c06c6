package dev.runnel.config.settings;

import dev.runnel.config.toml.TomlNode;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.spi.Option;
import dev.runnel.spi.OptionType;
import dev.runnel.spi.StandardOptions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a file may not say that merely lies in the working folder, and so may have come with
 * somebody else's project: whatever runs a program, sends keys or questions somewhere else, reads
 * or writes other files, lets services be asked that its user has to allow, or opens the gateway to
 * others. It may choose among what its user has set up, and turn what is a number, a switch or a
 * time.
 */
final class WorkingFolderRules {
  private static final Set<OptionType> HARMLESS =
      EnumSet.of(OptionType.INTEGER, OptionType.NUMBER, OptionType.FLAG, OptionType.DURATION);

  private final KnownEndpoints known;
  private final TableReader reader;
  private final String file;

  WorkingFolderRules(KnownEndpoints known, TableReader reader, String file) {
    this.known = known;
    this.reader = reader;
    this.file = file;
  }

  void check(TomlNode root) {
    root.children()
        .forEach(
            (name, node) -> {
              if (name.equals(RunnelToml.UNOFFICIAL.name())
                  && node.text().equals(RunnelToml.ALLOW)) {
                refuse(name, node);
              } else if (name.equals(RunnelToml.PROVIDER.name())
                  || name.equals(RunnelToml.MODEL.name())) {
                named(name, node.text(), node);
              }
            });
    tables(root, "models").forEach(this::pool);
    tables(root, "endpoints").forEach(this::endpoint);
    tables(root, GatewayToml.TABLE).forEach(this::gateway);
  }

  private static Map<String, TomlNode> tables(TomlNode root, String name) {
    return root.child(name).map(TomlNode::children).orElse(Map.of());
  }

  private void gateway(String name, TomlNode node) {
    if (GatewayToml.USERS_ALONE.contains(name)) {
      refuse(GatewayToml.TABLE + "." + name, node);
    }
  }

  private void pool(String name, TomlNode node) {
    String key = "models." + name;
    named(key, node.text(), node);
    node.child(RunnelToml.CANDIDATES.name())
        .ifPresent(
            candidates ->
                candidates
                    .items()
                    .forEach(
                        item ->
                            named(key + "." + RunnelToml.CANDIDATES.name(), item.text(), item)));
  }

  /** To name an unofficial service is the leave to ask it, and that is its user's to give. */
  private void named(String key, String target, TomlNode node) {
    known
        .named(target)
        .filter(origin -> !origin.provider().description().official())
        .ifPresent(origin -> refuse(key, node));
  }

  private void endpoint(String id, TomlNode table) {
    table
        .children()
        .forEach(
            (name, node) -> {
              boolean ours = RunnelToml.ENDPOINT.stream().anyMatch(one -> one.name().equals(name));
              if (ours || option(id, name).filter(WorkingFolderRules::isHarmful).isPresent()) {
                refuse("endpoints." + id + "." + name, node);
              }
            });
  }

  private Optional<Option<?>> option(String id, String name) {
    return id.equals(KnownEndpoints.ALL)
        ? known.options().stream().filter(one -> one.name().equals(name)).findFirst()
        : known.find(id).flatMap((EndpointOrigin origin) -> origin.option(name));
  }

  private static boolean isHarmful(Option<?> option) {
    return !HARMLESS.contains(option.type()) && !option.name().equals(StandardOptions.MODELS);
  }

  private void refuse(String key, TomlNode node) {
    reader.mistake(
        key,
        node,
        "is not taken from a file that merely lies in the working folder, since it may have come"
            + " with somebody else's project; if you trust it, say so with --config "
            + file);
  }
}
