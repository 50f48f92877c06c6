package dev.runnel.config.keys;

import static java.util.Objects.requireNonNull;

import dev.runnel.config.PrivateFiles;
import dev.runnel.config.UserFolders;
import dev.runnel.config.toml.TomlFile;
import dev.runnel.config.toml.TomlNode;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file in which the keys of a gateway's callers are, or rather their fingerprints: {@code
 * gateway-keys.toml} in the user's configuration folder, his alone. One that others can read or
 * change is refused. It is replaced as a whole and under a lock.
 *
 * <p>Safe to use from any thread.
 */
public final class CallerKeyFile {
  /** What it is called. */
  public static final String NAME = "gateway-keys.toml";

  private final Path path;

  private CallerKeyFile(Path path) {
    this.path = requireNonNull(path, "path is null");
  }

  /** The user's; empty: nothing says where his folders are. */
  public static Optional<CallerKeyFile> of(UserFolders folders) {
    return folders.configuration().map(folder -> at(folder.resolve(NAME)));
  }

  /** The one at this path, which need not exist. */
  public static CallerKeyFile at(Path path) {
    return new CallerKeyFile(path);
  }

  public Path path() {
    return path;
  }

  /**
   * The keys in their order, revoked and expired ones included; unmodifiable, empty where there is
   * no file.
   *
   * @throws ConfigurationException when others can get at the file, or it is none of keys
   */
  public List<CallerKey> read() {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Mistake> mistakes = new ArrayList<>();
    List<CallerKey> keys = new ArrayList<>();
    PrivateFiles.trouble(path)
        .ifPresentOrElse(
            problem -> mistakes.add(new Mistake("", path.toString(), problem)),
            () -> {
              TomlNode root = TomlFile.read(path, path.toString(), mistakes::add);
              CallerKeyReader reader = new CallerKeyReader(mistakes::add);
              root.children().forEach((name, node) -> reader.read(name, node).ifPresent(keys::add));
            });
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(mistakes);
    }
    return List.copyOf(keys);
  }

  /**
   * Adds a key; one of the same name that lets nobody in any more goes.
   *
   * @return whether it was added; false: there is a valid one of this name
   * @throws IOException when the file cannot be written
   * @throws ConfigurationException as {@link #read}
   */
  public boolean add(CallerKey key, Instant now) throws IOException {
    boolean[] added = new boolean[1];
    LockedFile.change(
        path,
        () -> {
          List<CallerKey> keys = new ArrayList<>(read());
          keys.removeIf(one -> one.name().equals(key.name()) && !one.isValidAt(now));
          added[0] = keys.stream().noneMatch(one -> one.name().equals(key.name()));
          if (added[0]) {
            keys.add(key);
            PrivateFiles.write(path, CallerKeyText.of(keys));
          }
        });
    return added[0];
  }

  /**
   * Revokes a key. It stays in the file: who had one is not let in as if there never had been any.
   *
   * @return whether there was one of this name that had not been revoked
   * @throws IOException when the file cannot be written
   * @throws ConfigurationException as {@link #read}
   */
  public boolean revoke(String name, Instant now) throws IOException {
    boolean[] revoked = new boolean[1];
    LockedFile.change(
        path,
        () -> {
          List<CallerKey> keys = new ArrayList<>(read());
          keys.replaceAll(
              key -> {
                if (key.name().equals(name) && key.revoked().isEmpty()) {
                  revoked[0] = true;
                  return key.revokedAt(now);
                }
                return key;
              });
          if (revoked[0]) {
            PrivateFiles.write(path, CallerKeyText.of(keys));
          }
        });
    return revoked[0];
  }
}
