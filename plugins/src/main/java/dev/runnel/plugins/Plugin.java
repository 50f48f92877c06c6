package dev.runnel.plugins;

import static java.util.Objects.requireNonNull;

import dev.runnel.plugins.lock.LockFile;
import dev.runnel.plugins.lock.LockedPlugin;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plugin as it lies there, not yet loaded.
 *
 * @param name its jar's or folder's name, without {@code .jar}
 * @param path the jar or folder
 * @param entries what its classes are loaded from: jars, or folders of classes; at least one
 * @param installed where it was installed from, as its folder's lock file says; empty: it was put
 *     there by hand
 * @param defect why it cannot be loaded, where that is known already
 */
public record Plugin(
    String name,
    Path path,
    List<Path> entries,
    Optional<String> installed,
    Optional<String> defect) {
  private static final String JAR = ".jar";

  public Plugin {
    requireNonNull(name, "name is null");
    requireNonNull(path, "path is null");
    requireNonNull(installed, "installed is null");
    requireNonNull(defect, "defect is null");
    entries = List.copyOf(entries);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("A plugin has at least one jar, and " + path + " none");
    }
  }

  /** One that was put there by hand. */
  public Plugin(String name, Path path, List<Path> entries) {
    this(name, path, entries, Optional.empty(), Optional.empty());
  }

  /** The plugin that one jar is. */
  public static Plugin ofJar(Path jar) {
    return new Plugin(withoutSuffix(jar.getFileName()), jar, List.of(jar));
  }

  /**
   * One that is being developed.
   *
   * @param classPath folders of classes, jars, or {@code folder/*} for all jars in one, joined as
   *     in java's own class path; what is a provider is in the first
   * @throws IllegalArgumentException when something that it names is not there
   */
  public static Plugin ofClassPath(String classPath) {
    List<Path> entries = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (entry.endsWith("*")) {
        Path folder = Path.of(entry.substring(0, entry.length() - 1));
        entries.addAll(new PluginFolder(folder).jars());
      } else if (!entry.isEmpty()) {
        entries.add(existing(Path.of(entry)));
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("there is no jar and no folder of classes");
    }
    Path first = entries.get(0).toAbsolutePath().normalize();
    return new Plugin(withoutSuffix(first.getFileName()), first, entries);
  }

  private static Path existing(Path entry) {
    if (!Files.exists(entry)) {
      throw new IllegalArgumentException("there is no " + entry);
    }
    return entry.toAbsolutePath().normalize();
  }

  /** What {@link LockFile} says of one. */
  static Plugin ofLocked(LockedPlugin locked, Path folder) {
    return new Plugin(
        locked.name(),
        locked.in(folder),
        locked.files(folder),
        Optional.of(locked.origin()),
        Optional.empty());
  }

  /** What takes the place of those of a lock file that cannot be read. */
  static Plugin ofDamagedLock(Path file, String reason) {
    return new Plugin(LockFile.NAME, file, List.of(file), Optional.empty(), Optional.of(reason));
  }

  /** The same, loaded from elsewhere. */
  Plugin from(List<Path> copies) {
    return new Plugin(name, path, copies, installed, defect);
  }

  /** A link that leads nowhere is one, too: whoever put it there is to be told. */
  static boolean isJar(Path path) {
    return path.getFileName().toString().endsWith(JAR)
        && (Files.isRegularFile(path) || (Files.isSymbolicLink(path) && Files.notExists(path)));
  }

  private static String withoutSuffix(Path fileName) {
    String name = fileName.toString();
    return name.endsWith(JAR) ? name.substring(0, name.length() - JAR.length()) : name;
  }
}
