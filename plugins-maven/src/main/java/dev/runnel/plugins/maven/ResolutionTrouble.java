package dev.runnel.plugins.maven;

import dev.runnel.plugins.lock.Coordinate;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.MetadataNotFoundException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.jspecify.annotations.Nullable;

/** Why something cannot be had from repositories: what, from which, and what to do. */
final class ResolutionTrouble {
  private ResolutionTrouble() {}

  /** What an exception says, and those that caused it. */
  static String of(
      Coordinate wanted,
      Exception thrown,
      List<RemoteRepository> asked,
      RepositorySystemSession session) {
    Set<Throwable> all = causes(thrown);
    String what = missing(all, wanted);
    Optional<ChecksumFailureException> damaged = first(all, ChecksumFailureException.class);
    if (damaged.isPresent()) {
      return what
          + " came with a wrong checksum or with none ("
          + told(damaged.get())
          + "): it is damaged, or somebody has changed it. It was not used; try again, and if it stays, tell"
          + " whoever keeps the repository.";
    }
    if (session.isOffline() || first(all, RepositoryOfflineException.class).isPresent()) {
      return what
          + " is not in your local repository, and nothing is asked offline. Try again without"
          + " --offline (or <offline> in the settings).";
    }
    Optional<Throwable> way =
        all.stream().filter(it -> !isAbsence(it) && !isWrapper(it)).findFirst();
    if (way.isPresent()) {
      return what
          + " cannot be fetched: "
          + Denial.of(all, session).orElseGet(() -> deepest(way.get()) + ".")
          + " Asked: "
          + Addresses.told(asked)
          + ".";
    }
    return "There is no " + what + "; asked: " + Addresses.told(asked) + ".";
  }

  /** No repository has a list of versions. */
  static String noVersion(
      Coordinate wanted,
      VersionRangeResult result,
      List<RemoteRepository> asked,
      RepositorySystemSession session) {
    for (Exception thrown : result.getExceptions()) {
      if (!(thrown instanceof MetadataNotFoundException)) {
        return of(wanted, thrown, asked, session);
      }
    }
    if (session.isOffline()) {
      return of(wanted, new RepositoryOfflineException(asked.get(0), "offline"), asked, session);
    }
    return "No repository says which versions of "
        + wanted
        + " there are. Is it spelt rightly? If it is, name a version: "
        + wanted.in("1.0")
        + ". Asked: "
        + Addresses.told(asked)
        + ".";
  }

  private static boolean isAbsence(Throwable thrown) {
    return thrown instanceof ArtifactNotFoundException
        || thrown instanceof MetadataNotFoundException;
  }

  /** It only says that there was another. */
  private static boolean isWrapper(Throwable thrown) {
    return thrown instanceof ArtifactResolutionException
        || thrown instanceof DependencyResolutionException
        || thrown instanceof DependencyCollectionException
        || thrown instanceof ArtifactDescriptorException;
  }

  private static String missing(Set<Throwable> all, Coordinate wanted) {
    return all.stream()
        .map(ResolutionTrouble::artifact)
        .flatMap(Optional::stream)
        .map(it -> it.getGroupId() + ":" + it.getArtifactId() + ":" + it.getVersion())
        .filter(it -> !it.equals(wanted.toString()))
        .findFirst()
        .map(it -> it + " (" + wanted + " needs it)")
        .orElse(wanted.toString());
  }

  private static Optional<Artifact> artifact(Throwable thrown) {
    return thrown instanceof ArtifactTransferException transfer
        ? Optional.ofNullable(transfer.getArtifact())
        : Optional.empty();
  }

  private static <T> Optional<T> first(Set<Throwable> all, Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static String deepest(Throwable thrown) {
    Throwable deepest = thrown;
    for (int i = 0; deepest.getCause() != null && i < 20; i++) {
      deepest = deepest.getCause();
    }
    return told(deepest);
  }

  private static String told(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    String text =
        thrown instanceof UnknownHostException ? "the host " + message + " is not known" : message;
    return Addresses.withoutSecrets(text).strip().replaceFirst("\\.$", "");
  }

  /** In the order in which they are met; those of results count as causes. */
  private static Set<Throwable> causes(Throwable thrown) {
    Set<Throwable> all = new LinkedHashSet<>();
    collect(thrown, all);
    return all;
  }

  private static void collect(@Nullable Throwable thrown, Set<Throwable> all) {
    if (thrown == null || !all.add(thrown)) {
      return;
    }
    if (thrown instanceof ArtifactResolutionException failed) {
      for (ArtifactResult result : failed.getResults()) {
        result.getExceptions().forEach(it -> collect(it, all));
      }
    }
    collect(thrown.getCause(), all);
  }
}
