package dev.runnel.plugins.maven;

import dev.runnel.plugins.install.Candidate;
import dev.runnel.plugins.install.Candidate.ResolvedJar;
import dev.runnel.plugins.install.Download;
import dev.runnel.plugins.install.InstallException;
import dev.runnel.plugins.lock.Coordinate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * A plugin's jar and what it needs when it runs, as its POM says: of two versions of a library the
 * one that is nearest. What the program gives it is left out, with all that only that needs.
 */
final class PluginResolution {
  private static final String GROUP = "dev.runnel";

  private static final Set<String> NICKNAMES = Set.of("LATEST", "RELEASE");

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;
  private final Download progress;

  PluginResolution(
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories,
      Download progress) {
    this.system = system;
    this.session = session;
    this.repositories = repositories;
    this.progress = progress;
  }

  Candidate of(Coordinate wanted) {
    refuseNickname(wanted);
    Coordinate coordinate =
        wanted.version().isPresent()
            ? wanted
            : new NewestRelease(system, session, repositories).of(wanted);
    try {
      Coordinate actual = relocated(coordinate);
      Artifact plugin = plugin(actual);
      List<ResolvedJar> jars = new ArrayList<>();
      for (Artifact artifact : withDependencies(plugin)) {
        if (artifact.getExtension().equals("jar")) { // a POM among them has nothing to load
          Path file = artifact.getFile().toPath();
          jars.add(new ResolvedJar(file, coordinate(artifact)));
        }
      }
      return new Candidate(Optional.of(actual.in(plugin.getVersion())), Optional.empty(), jars);
    } catch (RepositoryException e) {
      throw InstallException.failed(
          ResolutionTrouble.of(coordinate, e, repositories, session), ToldException.of(e));
    }
  }

  /** Which version these stand for differs from day to day, and from repository to repository. */
  private static void refuseNickname(Coordinate wanted) {
    wanted
        .version()
        .filter(NICKNAMES::contains)
        .ifPresent(
            version -> {
              throw InstallException.refused(
                  version
                      + " is no version. Leave it out for the newest release: "
                      + wanted.identity()
                      + ".");
            });
  }

  /** Where its POM says that it is now, if it has moved; as Maven does. */
  private Coordinate relocated(Coordinate wanted) throws RepositoryException {
    ArtifactDescriptorResult descriptor =
        system.readArtifactDescriptor(
            session, new ArtifactDescriptorRequest(jar(wanted), repositories, "plugin"));
    if (descriptor.getRelocations().isEmpty()) {
      return wanted;
    }
    Artifact now = descriptor.getArtifact();
    Coordinate actual =
        coordinate(now)
            .orElseThrow(
                () ->
                    InstallException.refused(
                        wanted + " has moved to " + now + ", which can be no plugin."));
    progress.moved(wanted, actual);
    return actual;
  }

  /** None where a repository has it under a name that only a library would have. */
  private static Optional<Coordinate> coordinate(Artifact artifact) {
    try {
      return Optional.of(
          new Coordinate(
              artifact.getGroupId(), artifact.getArtifactId(), Optional.of(artifact.getVersion())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Artifact plugin(Coordinate coordinate) throws RepositoryException {
    Artifact wanted = jar(coordinate);
    try {
      return resolved(wanted);
    } catch (ArtifactResolutionException e) {
      if (e.getResult().isMissing() && hasPom(wanted)) {
        throw InstallException.refused(
            coordinate
                + " is a POM without a jar, so it can be no plugin. Name the artifact that has the"
                + " provider.");
      }
      throw e;
    }
  }

  private static Artifact jar(Coordinate coordinate) {
    return new DefaultArtifact(
        coordinate.group(), coordinate.artifact(), "jar", coordinate.version().orElseThrow());
  }

  private Artifact resolved(Artifact wanted) throws ArtifactResolutionException {
    return system
        .resolveArtifact(session, new ArtifactRequest(wanted, repositories, "plugin"))
        .getArtifact();
  }

  private boolean hasPom(Artifact jar) {
    try {
      return resolved(new SubArtifact(jar, "", "pom")).getFile() != null;
    } catch (ArtifactResolutionException e) {
      return false;
    }
  }

  private List<Artifact> withDependencies(Artifact plugin) throws RepositoryException {
    List<Exclusion> given =
        Stream.concat(
                Stream.of("runnel-core"),
                sharesHttp(plugin) ? Stream.of("runnel-http") : Stream.empty())
            .map(artifact -> new Exclusion(GROUP, artifact, "*", "*"))
            .toList();
    Dependency root = new Dependency(plugin, JavaScopes.RUNTIME, false, given);
    DependencyRequest request =
        new DependencyRequest(
            new CollectRequest(root, repositories),
            DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
    List<Artifact> all = new ArrayList<>();
    for (ArtifactResult result :
        system.resolveDependencies(session, request).getArtifactResults()) {
      all.add(result.getArtifact());
    }
    return all;
  }

  /** Whether the plugin uses the program's HTTP support, whatever its POM brings along. */
  private static boolean sharesHttp(Artifact plugin) {
    try (JarFile jar = new JarFile(plugin.getFile())) {
      Manifest manifest = jar.getManifest();
      return manifest != null
          && "http".equals(manifest.getMainAttributes().getValue("Runnel-Shares"));
    } catch (IOException e) {
      return false; // no jar; the packaging rules say so
    }
  }
}
