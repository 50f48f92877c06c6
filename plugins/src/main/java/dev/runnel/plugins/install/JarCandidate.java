package dev.runnel.plugins.install;

import dev.runnel.plugins.install.Candidate.ResolvedJar;
import dev.runnel.plugins.lock.Coordinate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** A jar that somebody was given, and what it says that it is. */
public final class JarCandidate {
  private JarCandidate() {}

  /** The jar alone, without what it may need. */
  public static Candidate of(Path jar) {
    Optional<Coordinate> coordinate = coordinate(jar);
    return new Candidate(
        coordinate,
        Optional.of(FileName.plain(jar.getFileName().toString())),
        List.of(new ResolvedJar(jar, coordinate)));
  }

  /** As Maven wrote it down when it made the jar; of a jar that holds several: it is not told. */
  private static Optional<Coordinate> coordinate(Path jar) {
    try (JarFile opened = new JarFile(jar.toFile())) {
      List<JarEntry> found =
          opened.stream()
              .filter(it -> it.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
              .toList();
      return found.size() == 1 ? read(opened, found.get(0)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the rules of packaging say what is wrong with it
    }
  }

  private static Optional<Coordinate> read(JarFile jar, JarEntry entry) throws IOException {
    Properties properties = new Properties();
    try (InputStream bytes = jar.getInputStream(entry)) {
      properties.load(bytes);
      @Nullable String version = properties.getProperty("version");
      return Optional.of(
          new Coordinate(
              properties.getProperty("groupId", ""),
              properties.getProperty("artifactId", ""),
              Optional.of(version == null ? "" : version)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
