package dev.runnel.plugins.install;

import static java.util.Objects.requireNonNull;

import dev.runnel.plugins.lock.Coordinate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is to be installed, wherever it lies now.
 *
 * @param coordinate what it is in repositories, in its exact version, if it is known
 * @param file the name of the file that it was given as, if as one
 * @param jars the provider's own, then what it needs
 */
public record Candidate(
    Optional<Coordinate> coordinate, Optional<String> file, List<ResolvedJar> jars) {
  public Candidate {
    requireNonNull(coordinate, "coordinate is null");
    requireNonNull(file, "file is null");
    jars = List.copyOf(jars);
  }

  /** One jar and where it is in repositories, if it is. */
  public record ResolvedJar(Path file, Optional<Coordinate> coordinate) {
    public ResolvedJar {
      requireNonNull(file, "file is null");
      requireNonNull(coordinate, "coordinate is null");
    }
  }

  /** How it is called before anything has been loaded of it. */
  String title() {
    return coordinate.map(Object::toString).or(() -> file).orElse("It");
  }
}
