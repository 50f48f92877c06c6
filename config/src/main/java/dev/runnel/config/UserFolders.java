package dev.runnel.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a user keeps what is his: the folder of his settings, and that of what the program wrote
 * for him. They may not exist; see {@link PrivateFiles#folder}.
 *
 * <p>Only the variables that are handed over decide. Who hands over none has no folders, and so
 * cannot touch anybody's files by mistake.
 *
 * <ol>
 *   <li>{@code XDG_CONFIG_HOME} and {@code XDG_DATA_HOME}, where they are absolute paths, on every
 *       system;
 *   <li>on Windows {@code APPDATA} and {@code LOCALAPPDATA};
 *   <li>on macOS {@code Library/Application Support} in {@code HOME};
 *   <li>elsewhere {@code .config} and {@code .local/share} in {@code HOME}.
 * </ol>
 *
 * <p>In each, the folder is {@code runnel}.
 */
public final class UserFolders {
  private static final String NAME = "runnel";

  private final Optional<Path> configuration;
  private final Optional<Path> data;

  private UserFolders(Optional<Path> configuration, Optional<Path> data) {
    this.configuration = configuration;
    this.data = data;
  }

  /** The folders that these environment variables say. */
  public static UserFolders of(Map<String, String> environment) {
    return of(environment, System.getProperty("os.name", ""));
  }

  /**
   * The same on another system.
   *
   * @param system its name, as {@code os.name} has it
   */
  static UserFolders of(Map<String, String> environment, String system) {
    requireNonNull(environment, "environment is null");
    Variables variables = new Variables(environment);
    Optional<Path> configuration = variables.folder("XDG_CONFIG_HOME");
    Optional<Path> data = variables.folder("XDG_DATA_HOME");
    if (system.startsWith("Windows")) {
      return named(
          configuration.or(() -> variables.folder("APPDATA")),
          data.or(() -> variables.folder("LOCALAPPDATA")));
    }
    Optional<Path> home = variables.folder("HOME");
    if (system.startsWith("Mac")) {
      Optional<Path> support = home.map(folder -> folder.resolve("Library/Application Support"));
      return named(configuration.or(() -> support), data.or(() -> support));
    }
    return named(
        configuration.or(() -> home.map(folder -> folder.resolve(".config"))),
        data.or(() -> home.map(folder -> folder.resolve(".local/share"))));
  }

  /** What the user wrote: {@code runnel.toml}, keys, templates. Empty: nothing says where. */
  public Optional<Path> configuration() {
    return configuration;
  }

  /** What the program wrote: the log of conversations. Empty: nothing says where. */
  public Optional<Path> data() {
    return data;
  }

  private static UserFolders named(Optional<Path> configuration, Optional<Path> data) {
    return new UserFolders(
        configuration.map(folder -> folder.resolve(NAME)),
        data.map(folder -> folder.resolve(NAME)));
  }

  private record Variables(Map<String, String> environment) {
    /** A relative path is ignored, as the XDG Base Directory Specification has it. */
    Optional<Path> folder(String variable) {
      @Nullable String value = environment.get(variable);
      if (value == null || value.isBlank()) {
        return Optional.empty();
      }
      try {
        return Optional.of(Path.of(value)).filter(Path::isAbsolute);
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
  }
}
