package dev.runnel.config.settings;

import dev.runnel.api.Secret;
import dev.runnel.config.keys.KeyCommand;
import dev.runnel.config.keys.KeyFile;
import dev.runnel.config.keys.StoredKey;
import dev.runnel.runner.Runner;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.route.EndpointOrigin;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives a runner the keys of a user. A variable of the environment goes before the key file, and
 * that before a command. Keys of endpoints that are not there now are left alone.
 */
final class Credentials {
  private final KnownEndpoints known;
  private final Map<String, String> environment;
  private final Optional<KeyFile> keyFile;
  private final Map<String, TableValues.Written> commands;

  Credentials(
      KnownEndpoints known,
      Map<String, String> environment,
      Optional<KeyFile> keyFile,
      Map<String, TableValues.Written> commands) {
    this.known = known;
    this.environment = environment;
    this.keyFile = keyFile;
    this.commands = commands;
  }

  void addTo(Runner.Builder builder) {
    // Commands first: what the file has replaces them.
    commands.forEach(
        (id, command) ->
            known
                .find(id)
                .ifPresent(
                    origin ->
                        origin
                            .mainCredential()
                            .filter(option -> unset(origin, option))
                            .ifPresent(option -> command(builder, id, option, command))));
    keyFile.ifPresent(file -> stored(builder, file));
  }

  private static void command(
      Runner.Builder builder, String id, String option, TableValues.Written command) {
    KeyCommand key = new KeyCommand(id, command.text());
    builder.credential(id, option, key, "key-command, " + command.source());
  }

  private void stored(Runner.Builder builder, KeyFile file) {
    try {
      Map<String, List<StoredKey>> byOption =
          file.read().stream()
              .filter(key -> known.find(key.endpoint()).isPresent())
              .collect(
                  Collectors.groupingBy(
                      key -> key.endpoint() + "." + key.option(),
                      LinkedHashMap::new,
                      Collectors.toList()));
      byOption.values().forEach(keys -> stored(builder, file, keys));
    } catch (ConfigurationException e) {
      e.mistakes().forEach(builder::mistake);
    }
  }

  private void stored(Runner.Builder builder, KeyFile file, List<StoredKey> keys) {
    String endpoint = keys.get(0).endpoint();
    String option = keys.get(0).option();
    Optional<EndpointOrigin> origin = known.find(endpoint);
    if (origin.flatMap(one -> one.option(option)).filter(Option::isSecret).isEmpty()) {
      builder.mistake(
          new Mistake(
              endpoint + "." + option,
              file.path().toString(),
              "is no secret option; remove it with `runnel keys remove "
                  + endpoint
                  + "."
                  + option
                  + "`"));
    } else if (origin.filter(one -> unset(one, option)).isPresent()) {
      Secret first = keys.get(0).value();
      builder.credential(endpoint, option, () -> first, source(file, keys));
      if (keys.size() > 1) {
        builder.keys(
            endpoint, option, keys.stream().map(key -> new Key(key.label(), key.value())).toList());
      }
    }
  }

  private static String source(KeyFile file, List<StoredKey> keys) {
    return "key file "
        + file.path()
        + keys.stream().map(StoredKey::label).collect(Collectors.joining(", ", " (", ")"));
  }

  private boolean unset(EndpointOrigin origin, String option) {
    return origin.option(option).map(origin::variables).orElse(List.of()).stream()
        .noneMatch(
            variable -> {
              @Nullable String value = environment.get(variable);
              return value != null && !value.isBlank();
            });
  }
}
