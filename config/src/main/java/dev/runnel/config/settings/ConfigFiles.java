package dev.runnel.config.settings;

import dev.runnel.config.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files are read: one that was named, and no other; or else the user's, and on top of it that
 * of the working folder, as far as they exist.
 */
public final class ConfigFiles {
  /** What such a file is called. */
  public static final String NAME = "runnel.toml";

  /** The environment variable that names one. */
  public static final String VARIABLE = "RUNNEL_CONFIG";

  private ConfigFiles() {}

  /**
   * The files that take part, a later one winning over an earlier one; unmodifiable.
   *
   * @param named by the user, on the command line; it need not exist, which is told when it is read
   * @param folder what relative paths are relative to
   */
  public static List<ConfigFile> find(
      Optional<Path> named, Map<String, String> environment, Path folder) {
    Optional<Path> one = named.or(() -> variable(environment));
    if (one.isPresent()) {
      return List.of(new ConfigFile(folder.resolve(one.get()), one.get().toString(), true));
    }
    List<ConfigFile> files = new ArrayList<>();
    Optional<Path> users = ofUser(environment).filter(Files::exists);
    users.ifPresent(path -> files.add(new ConfigFile(path, path.toString(), true)));
    Path here = folder.resolve(NAME);
    if (Files.exists(here) && !users.map(path -> same(path, here)).orElse(false)) {
      files.add(new ConfigFile(here, NAME, false));
    }
    return List.copyOf(files);
  }

  /** Where the files that take part would be, whether or not they exist; unmodifiable. */
  public static List<Path> possible(
      Optional<Path> named, Map<String, String> environment, Path folder) {
    Optional<Path> one = named.or(() -> variable(environment));
    if (one.isPresent()) {
      return List.of(folder.resolve(one.get()));
    }
    List<Path> paths = new ArrayList<>(ofUser(environment).stream().toList());
    paths.add(folder.resolve(NAME));
    return List.copyOf(paths);
  }

  /** Where the user's own would be; empty: nothing says where his folders are. */
  public static Optional<Path> ofUser(Map<String, String> environment) {
    return UserFolders.of(environment).configuration().map(folder -> folder.resolve(NAME));
  }

  private static Optional<Path> variable(Map<String, String> environment) {
    @Nullable String value = environment.get(VARIABLE);
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
  }

  private static boolean same(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }
}
