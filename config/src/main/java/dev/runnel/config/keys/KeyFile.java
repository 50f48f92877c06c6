package dev.runnel.config.keys;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import dev.runnel.config.PrivateFiles;
import dev.runnel.config.UserFolders;
import dev.runnel.config.toml.TomlFile;
import dev.runnel.config.toml.TomlNode;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The file in which a user's keys are: {@code keys.toml} in his configuration folder, his alone.
 * One that others can read is refused. It is replaced as a whole, so that readers and whoever comes
 * after a crash find the old keys or the new ones, and under a lock, so that of two processes that
 * change it at once neither loses a key of the other's.
 *
 * <p>Safe to use from any thread.
 */
public final class KeyFile {
  /** What it is called. */
  public static final String NAME = "keys.toml";

  private final Path path;

  private KeyFile(Path path) {
    this.path = requireNonNull(path, "path is null");
  }

  /** The user's; empty: nothing says where his folders are. */
  public static Optional<KeyFile> of(UserFolders folders) {
    return folders.configuration().map(folder -> at(folder.resolve(NAME)));
  }

  /** The one at this path, which need not exist. */
  public static KeyFile at(Path path) {
    return new KeyFile(path);
  }

  public Path path() {
    return path;
  }

  /**
   * The keys in their order; unmodifiable, empty where there is no file.
   *
   * @throws ConfigurationException when others can read the file, or it is none of keys
   */
  public List<StoredKey> read() {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Mistake> mistakes = new ArrayList<>();
    List<StoredKey> keys = new ArrayList<>();
    PrivateFiles.trouble(path)
        .ifPresentOrElse(
            problem -> mistakes.add(new Mistake("", path.toString(), problem)),
            () -> {
              TomlNode root = TomlFile.read(path, path.toString(), mistakes::add);
              root.children().forEach((endpoint, node) -> endpoint(endpoint, node, keys, mistakes));
            });
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(mistakes);
    }
    return List.copyOf(keys);
  }

  /**
   * Adds a key, or replaces the one of the same label.
   *
   * @return whether one was replaced
   * @throws IOException when the file cannot be written
   * @throws ConfigurationException as {@link #read}
   */
  public boolean set(StoredKey key) throws IOException {
    boolean[] replaced = new boolean[1];
    change(
        keys -> {
          List<StoredKey> changed = new ArrayList<>(keys);
          replaced[0] = changed.removeIf(one -> sameName(one, key));
          changed.add(key);
          return changed;
        });
    return replaced[0];
  }

  /**
   * Removes keys.
   *
   * @param label of the one; empty: all for the option
   * @return how many there were
   * @throws IOException when the file cannot be written
   * @throws ConfigurationException as {@link #read}
   */
  public int remove(String endpoint, String option, Optional<String> label) throws IOException {
    int[] removed = new int[1];
    change(
        keys -> {
          List<StoredKey> left =
              keys.stream()
                  .filter(
                      key ->
                          !key.endpoint().equals(endpoint)
                              || !key.option().equals(option)
                              || label.filter(one -> !one.equals(key.label())).isPresent())
                  .toList();
          removed[0] = keys.size() - left.size();
          return left;
        });
    return removed[0];
  }

  private static boolean sameName(StoredKey one, StoredKey other) {
    return one.endpoint().equals(other.endpoint())
        && one.option().equals(other.option())
        && one.label().equals(other.label());
  }

  private void change(UnaryOperator<List<StoredKey>> how) throws IOException {
    LockedFile.change(
        path,
        () -> {
          List<StoredKey> before = read();
          List<StoredKey> after = how.apply(before);
          if (!after.equals(before)) {
            PrivateFiles.write(path, KeyFileText.of(after));
          }
        });
  }

  private void endpoint(
      String endpoint, TomlNode options, List<StoredKey> keys, List<Mistake> mistakes) {
    if (!options.isTable()) {
      mistakes.add(wrong(endpoint, options));
    }
    options
        .children()
        .forEach(
            (option, labels) -> {
              String key = endpoint + "." + option;
              if (!labels.isTable()) {
                mistakes.add(wrong(key, labels));
              }
              labels
                  .children()
                  .forEach(
                      (label, value) -> {
                        if (!value.isText()
                            || value.text().isBlank()
                            || !StoredKey.isLabel(label)) {
                          mistakes.add(wrong(key + "." + label, value));
                        } else {
                          keys.add(new StoredKey(endpoint, option, label, Secret.of(value.text())));
                        }
                      });
            });
  }

  /** Says what should be there, and nothing of what is: it may be a key in the wrong place. */
  private static Mistake wrong(String key, TomlNode node) {
    return new Mistake(
        key,
        node.place().toString(),
        "is not of the form [ENDPOINT.OPTION] LABEL = \"KEY\"; `runnel keys set` writes it so");
  }
}
