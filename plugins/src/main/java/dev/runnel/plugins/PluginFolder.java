package dev.runnel.plugins;

import dev.runnel.plugins.lock.LockException;
import dev.runnel.plugins.lock.LockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder in which plugins lie: each jar is one, and each folder with jars in it; and those that
 * its lock file names. Everything else in it, and whatever begins with a dot, is none.
 */
record PluginFolder(Path path) {
  /**
   * The plugins, by name, those put there by hand before those installed; none where the folder is
   * not there or cannot be read.
   */
  List<Plugin> plugins() {
    List<Plugin> plugins = new ArrayList<>();
    for (Path entry : entries()) {
      if (Plugin.isJar(entry)) {
        plugins.add(Plugin.ofJar(entry));
      } else if (Files.isDirectory(entry)) {
        List<Path> jars = new PluginFolder(entry).jars();
        if (!jars.isEmpty()) {
          plugins.add(new Plugin(entry.getFileName().toString(), entry, jars));
        }
      }
    }
    plugins.addAll(installed());
    return plugins;
  }

  private List<Plugin> installed() {
    Path folder = path.toAbsolutePath().normalize();
    if (!Files.isRegularFile(folder.resolve(LockFile.NAME))) {
      return List.of();
    }
    try {
      return LockFile.of(folder).plugins().stream()
          .map(locked -> Plugin.ofLocked(locked, folder))
          .toList();
    } catch (LockException e) {
      String reason = String.valueOf(e.getMessage());
      return List.of(Plugin.ofDamagedLock(folder.resolve(LockFile.NAME), reason));
    }
  }

  /** The jars, by name. */
  List<Path> jars() {
    return entries().stream().filter(Plugin::isJar).toList();
  }

  private List<Path> entries() {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(path, one -> !one.getFileName().toString().startsWith("."))) {
      found.forEach(one -> entries.add(one.toAbsolutePath().normalize()));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    } catch (IOException e) {
      System.getLogger("dev.runnel.plugins")
          .log(System.Logger.Level.WARNING, "The folder of plugins cannot be read: " + e);
      return List.of();
    }
    entries.sort(null);
    return entries;
  }
}
