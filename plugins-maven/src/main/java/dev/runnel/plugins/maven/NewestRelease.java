package dev.runnel.plugins.maven;

import dev.runnel.plugins.install.InstallException;
import dev.runnel.plugins.lock.Coordinate;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.version.Version;

/** Which version somebody means who names none. */
final class NewestRelease {
  private static final Pattern BEFORE_RELEASE =
      Pattern.compile(
          "(?i)(^|[._-]|(?<=\\d))(alpha|a|beta|b|rc|cr|m|milestone|preview|pre|ea|dev)[._-]?\\d*([._-]|$)");

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  NewestRelease(
      RepositorySystem system,
      RepositorySystemSession session,
      List<RemoteRepository> repositories) {
    this.system = system;
    this.session = session;
    this.repositories = repositories;
  }

  /**
   * The newest release that any repository has; where there is none, the newest that precedes one,
   * such as 1.0-rc1. Never a snapshot.
   */
  Coordinate of(Coordinate coordinate) {
    VersionRangeResult result = versions(coordinate);
    List<String> all = result.getVersions().stream().map(Version::toString).toList();
    List<String> released = all.stream().filter(it -> !it.endsWith("-SNAPSHOT")).toList();
    List<String> stable =
        released.stream().filter(it -> !BEFORE_RELEASE.matcher(it).find()).toList();
    List<String> best = stable.isEmpty() ? released : stable;
    if (best.isEmpty()) {
      throw all.isEmpty()
          ? InstallException.failed(
              ResolutionTrouble.noVersion(coordinate, result, repositories, session),
              ToldException.of(new IllegalStateException(String.valueOf(result.getExceptions()))))
          : InstallException.refused(
              "There is no release of "
                  + coordinate
                  + ". To install what is still being worked on, name it: "
                  + coordinate.in(all.get(all.size() - 1))
                  + ".");
    }
    return coordinate.in(best.get(best.size() - 1)); // they are sorted
  }

  private VersionRangeResult versions(Coordinate coordinate) {
    VersionRangeRequest request =
        new VersionRangeRequest(
            new DefaultArtifact(coordinate.group(), coordinate.artifact(), "jar", "[0,)"),
            repositories,
            "plugin");
    try {
      return system.resolveVersionRange(session, request);
    } catch (VersionRangeResolutionException e) {
      throw InstallException.failed(
          ResolutionTrouble.of(coordinate, e, repositories, session), ToldException.of(e));
    }
  }
}
