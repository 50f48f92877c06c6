package dev.runnel.plugins.install;

import static java.util.Objects.requireNonNull;

import dev.runnel.plugins.lock.Coordinate;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to get, and where to ask.
 *
 * @param coordinate of the plugin; without version: its newest release
 * @param repositories asked before those of the settings
 * @param settings the user's settings of Maven; empty: those at their usual place
 * @param offline whether nothing is asked, so that all has to be there already
 * @param environment the variables that settings may name, and that say where Maven is
 */
public record ResolveRequest(
    Coordinate coordinate,
    List<Repository> repositories,
    Optional<Path> settings,
    boolean offline,
    Map<String, String> environment) {
  public ResolveRequest {
    requireNonNull(coordinate, "coordinate is null");
    repositories = List.copyOf(repositories);
    requireNonNull(settings, "settings is null");
    environment = Map.copyOf(environment);
  }

  /**
   * A repository that was named.
   *
   * @param id under which the settings may have credentials and mirrors for it
   */
  public record Repository(String id, URI address) {
    public Repository {
      requireNonNull(id, "id is null");
      requireNonNull(address, "address is null");
    }
  }
}
