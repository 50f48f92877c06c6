package dev.runnel.plugins.install;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Gets plugins from repositories. A service, so that a program without one needs no library for it;
 * {@code runnel-plugins-maven} has one.
 */
public interface ArtifactResolver {
  /**
   * Finds out what a plugin consists of and gets it all, each file checked against the checksum of
   * its repository.
   *
   * @param progress is told on one thread or several, never at once
   * @throws InstallException when it cannot be had
   */
  Candidate resolve(ResolveRequest request, Download progress);

  /**
   * The one that there is: beside the program's own classes, or in a folder of jars, of which
   * nothing is loaded before this is called.
   *
   * @param libraries the folder, if there may be one
   * @throws InstallException when there is none
   */
  static ArtifactResolver find(Optional<Path> libraries) {
    ClassLoader own = ArtifactResolver.class.getClassLoader();
    return ServiceLoader.load(ArtifactResolver.class, own)
        .findFirst()
        .or(() -> libraries.flatMap(folder -> findIn(folder, own)))
        .orElseThrow(
            () ->
                InstallException.refused(
                    "This program has nothing to ask repositories with: runnel-plugins-maven is"
                        + " missing. Install a FILE.jar instead."));
  }

  private static Optional<ArtifactResolver> findIn(Path folder, ClassLoader own) {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path jar : found) {
        jars.add(jar.toUri().toURL());
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    // Never closed: it lives as long as the command that asked for it.
    ClassLoader loader = new URLClassLoader("repositories", jars.toArray(new URL[0]), own);
    return ServiceLoader.load(ArtifactResolver.class, loader).findFirst();
  }
}
