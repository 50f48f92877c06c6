package dev.runnel.config.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * What tells a file from what it was before, for several files.
 *
 * @param marks one for each file, in their order
 */
public record FileMarks(List<String> marks) {
  /** What the files are like now; one that is not there is like that. */
  public static FileMarks of(List<Path> files) {
    return new FileMarks(files.stream().map(FileMarks::mark).toList());
  }

  private static String mark(Path file) {
    try {
      BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
      return about.lastModifiedTime() + " " + about.size() + " " + about.fileKey();
    } catch (IOException e) {
      return "absent";
    }
  }
}
