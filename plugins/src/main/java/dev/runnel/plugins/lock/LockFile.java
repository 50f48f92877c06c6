package dev.runnel.plugins.lock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What is installed in a folder of plugins: the content of its file {@code plugins.lock}, which
 * {@code sha256sum -c} can check. Immutable, in the order of the names.
 *
 * @param plugins one for each name
 */
public record LockFile(List<LockedPlugin> plugins) {
  /** The file's name. */
  public static final String NAME = "plugins.lock";

  /** The folder, beside the file, in which the plugins of the file lie. */
  public static final String STORE = ".installed";

  static final String FORMAT = "# Runnel plugins, format ";
  static final String HEADER =
      FORMAT
          + "1. `runnel plugins install` writes this; to check the files, here: sha256sum -c "
          + NAME
          + "\n";

  public LockFile {
    List<LockedPlugin> sorted = new ArrayList<>(plugins);
    sorted.sort(Comparator.comparing(LockedPlugin::name));
    plugins = List.copyOf(sorted);
  }

  /**
   * Reads it.
   *
   * @param folder of plugins; without a lock file, nothing is installed
   * @throws LockException when it cannot be read
   */
  public static LockFile of(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      return new LockReader(file).read(Files.readString(file));
    } catch (NoSuchFileException e) {
      return new LockFile(List.of());
    } catch (IOException e) {
      throw new LockException(file + " cannot be read (" + e + ")", e);
    }
  }

  /** As it is written down. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER);
    plugins.forEach(plugin -> text.append(plugin.lines()));
    return text.toString();
  }

  /** The first that is like this, if there is one. */
  public Optional<LockedPlugin> find(Predicate<LockedPlugin> wanted) {
    return plugins.stream().filter(wanted).findFirst();
  }

  /** This with another plugin, in place of the one of its name. */
  public LockFile with(LockedPlugin plugin) {
    List<LockedPlugin> all = new ArrayList<>(without(plugin).plugins);
    all.add(plugin);
    return new LockFile(all);
  }

  /** This without the plugin of that name. */
  public LockFile without(LockedPlugin plugin) {
    return new LockFile(plugins.stream().filter(one -> !one.name().equals(plugin.name())).toList());
  }
}
