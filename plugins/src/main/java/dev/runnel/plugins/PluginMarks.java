package dev.runnel.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tells plugins from what they were before: two of these are equal where nothing has changed,
 * and nobody has {@linkplain #touch asked} for a reload.
 *
 * @param marks one for each file that counts
 */
public record PluginMarks(List<String> marks) {
  private static final String ASKED = ".reload";

  public PluginMarks {
    marks = List.copyOf(marks);
  }

  /**
   * Of what there is now.
   *
   * @param folders where somebody may ask for a reload
   */
  public static PluginMarks of(List<Path> folders, Plugins plugins) {
    List<String> marks = new ArrayList<>();
    folders.forEach(folder -> marks.add(mark(folder.resolve(ASKED))));
    for (Plugin plugin : plugins.all()) {
      plugin.entries().stream().flatMap(PluginMarks::files).forEach(file -> marks.add(mark(file)));
    }
    return new PluginMarks(marks);
  }

  /**
   * Asks every program that follows this folder to load its plugins anew, though no jar has
   * changed. Makes the folder where it is not there.
   */
  public static void touch(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(ASKED), Long.toString(System.nanoTime()));
  }

  private static Stream<Path> files(Path entry) {
    if (!Files.isDirectory(entry)) {
      return Stream.of(entry);
    }
    try (Stream<Path> below = Files.walk(entry)) {
      return below.sorted().toList().stream();
    } catch (IOException e) {
      return Stream.of(entry);
    }
  }

  private static String mark(Path file) {
    try {
      BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
      return file + " " + about.lastModifiedTime() + " " + about.size() + " " + about.fileKey();
    } catch (IOException e) {
      return file + " absent";
    }
  }
}
