package dev.runnel.discovery;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The jars of a class path that are no jars: half fetched, say. Class loaders pass over them in
 * silence, so that a provider in one would be missing without a word.
 */
final class UnreadableJars {
  private UnreadableJars() {}

  /** What opening each unreadable jar gave, in the order of the class path. */
  static Map<URI, IOException> of(ClassLoader loader) {
    Map<URI, IOException> unreadable = new LinkedHashMap<>();
    for (@Nullable ClassLoader next = loader; next != null; next = next.getParent()) {
      entries(next)
          .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
          .forEach(path -> open(path, unreadable));
    }
    return unreadable;
  }

  private static Stream<Path> entries(ClassLoader loader) {
    if (loader instanceof URLClassLoader urls) {
      return Stream.of(urls.getURLs())
          .filter(url -> url.getProtocol().equals("file"))
          .flatMap(UnreadableJars::path);
    }
    return loader == ClassLoader.getSystemClassLoader()
        ? Stream.of(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .map(Path::of)
        : Stream.empty();
  }

  private static Stream<Path> path(URL url) {
    try {
      return Stream.of(Path.of(url.toURI()));
    } catch (java.net.URISyntaxException | IllegalArgumentException e) {
      return Stream.empty(); // an address that was never encoded; the loader may still read it
    }
  }

  private static void open(Path path, Map<URI, IOException> unreadable) {
    try {
      new ZipFile(path.toFile()).close();
    } catch (IOException e) {
      unreadable.put(path.toUri(), e);
    }
  }
}
