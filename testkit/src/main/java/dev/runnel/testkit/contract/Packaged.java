package dev.runnel.testkit.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a provider comes in: a jar, or the folder that becomes one. */
final class Packaged implements AutoCloseable {
  private final Path location;
  private final @Nullable FileSystem jar;
  private final Path root;

  private Packaged(Path location, @Nullable FileSystem jar, Path root) {
    this.location = location;
    this.jar = jar;
    this.root = root;
  }

  static Packaged at(Path location) throws IOException {
    if (Files.isDirectory(location)) {
      return new Packaged(location, null, location);
    }
    FileSystem jar = FileSystems.newFileSystem(location);
    return new Packaged(location, jar, jar.getPath("/"));
  }

  Path file(String name) {
    return root.resolve(name);
  }

  /** The names of all files, with slashes, without one at their beginning. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /** The size of the jar, or of one with all that is here. */
  long bytes() throws IOException {
    if (jar != null) {
      return Files.size(location);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (JarOutputStream made = new JarOutputStream(packed)) {
      for (String name : names()) {
        made.putNextEntry(new JarEntry(name));
        Files.copy(file(name), made);
      }
    }
    return packed.size();
  }

  @Override
  public void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }

  @Override
  public String toString() {
    return location.toString();
  }
}
