package dev.runnel.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Copies of plugins' jars in a folder of their own, which goes away when this is closed. */
final class PluginCopies implements AutoCloseable {
  private @Nullable Path folder;

  /**
   * The same plugin, its jars copied; folders of classes are used where they are.
   *
   * @throws BrokenPluginException when that fails
   */
  Plugin of(Plugin plugin) {
    try {
      Path own = Files.createTempDirectory(folder(), "plugin");
      List<Path> entries = new ArrayList<>();
      for (Path entry : plugin.entries()) {
        entries.add(Files.isDirectory(entry) ? entry : copy(entry, own));
      }
      return plugin.from(entries);
    } catch (IOException e) {
      throw new BrokenPluginException(plugin.path(), "it cannot be copied (" + e + ")");
    }
  }

  private static Path copy(Path jar, Path to) throws IOException {
    return Files.copy(jar, to.resolve(jar.getFileName()));
  }

  private Path folder() throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("runnel-plugins");
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (folder == null) {
      return;
    }
    List<Path> all;
    try (Stream<Path> below = Files.walk(folder)) {
      all = below.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }
}
