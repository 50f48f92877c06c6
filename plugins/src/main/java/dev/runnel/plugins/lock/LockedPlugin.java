package dev.runnel.plugins.lock;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plugin that was installed.
 *
 * @param name the id of its first provider
 * @param coordinate what it is in repositories, in its exact version, if it is known
 * @param file the name of the file it was installed from, if from one
 * @param jars what it consists of, all in one folder; the provider's own first
 */
public record LockedPlugin(
    String name, Optional<Coordinate> coordinate, Optional<String> file, List<LockedJar> jars) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  /**
   * A plugin.
   *
   * @throws IllegalArgumentException when it could not be written down
   */
  public LockedPlugin {
    requireNonNull(coordinate, "coordinate is null");
    requireNonNull(file, "file is null");
    jars = List.copyOf(jars);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of a plugin");
    }
    if (coordinate.isEmpty() && file.isEmpty()) {
      throw new IllegalArgumentException(name + " came from nowhere");
    }
    if (jars.isEmpty()) {
      throw new IllegalArgumentException(name + " has no jar");
    }
    if (jars.stream().map(LockedJar::folder).distinct().count() > 1) {
      throw new IllegalArgumentException(name + " is in several folders");
    }
  }

  /** Where it came from: its coordinate, or its file, or both. */
  public String origin() {
    String from = file.map(text -> "file " + text).orElse("");
    return coordinate.map(Object::toString).orElse("")
        + (coordinate.isPresent() && file.isPresent() ? " " : "")
        + from;
  }

  /**
   * What stays the same from version to version: a coordinate without version, or a file's name
   * without one.
   */
  public String identity() {
    return coordinate
        .map(Coordinate::identity)
        .orElseGet(() -> "file " + nameWithoutVersion(file.orElseThrow()));
  }

  private static String nameWithoutVersion(String file) {
    return file.replaceFirst("(?i)\\.jar$", "").replaceFirst("[-_]v?\\d[\\w.+-]*$", "");
  }

  /** The name, and the version where it is known. */
  public String title() {
    return coordinate.flatMap(Coordinate::version).map(text -> name + " " + text).orElse(name);
  }

  /** Where its jars lie. */
  public Path in(Path folder) {
    return folder.resolve(LockFile.STORE).resolve(storeName());
  }

  /** The name of its folder below {@code .installed}. */
  public String storeName() {
    return jars.get(0).folder();
  }

  /** Its files, in a folder of plugins. */
  public List<Path> files(Path folder) {
    return jars.stream().map(jar -> folder.resolve(jar.path())).toList();
  }

  String lines() {
    return "# plugin "
        + name
        + " "
        + origin()
        + "\n"
        + jars.stream()
            .map(jar -> jar.sha256() + "  " + jar.path() + "\n")
            .collect(Collectors.joining());
  }
}
