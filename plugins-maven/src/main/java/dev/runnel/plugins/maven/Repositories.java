package dev.runnel.plugins.maven;

import dev.runnel.plugins.install.InstallException;
import dev.runnel.plugins.install.ResolveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.jspecify.annotations.Nullable;

/** Which repositories are asked: those named, those of active profiles, and Maven's own. */
final class Repositories {
  private static final String DEFAULT_LAYOUT = "default";

  private final RepositorySystem system;
  private final RepositorySystemSession session;
  private final Settings settings;

  Repositories(RepositorySystem system, RepositorySystemSession session, Settings settings) {
    this.system = system;
    this.session = session;
    this.settings = settings;
  }

  /**
   * All, in the order in which they are asked, with mirrors, proxies and credentials.
   *
   * @throws InstallException when one is not to be asked over plain HTTP
   */
  List<RemoteRepository> of(List<ResolveRequest.Repository> named) {
    List<RemoteRepository> all = new ArrayList<>();
    named.forEach(one -> all.add(repository(one.id(), one.address().toString())));
    new ActiveProfiles(session.getSystemProperties())
        .of(settings)
        .forEach(profile -> profile.getRepositories().forEach(it -> all.add(repository(it))));
    ofMaven().filter(it -> all.stream().noneMatch(has(it.getId()))).forEach(all::add);
    List<RemoteRepository> effective = system.newResolutionRepositories(session, all);
    effective.forEach(this::check);
    return effective;
  }

  private static Predicate<RemoteRepository> has(String id) {
    return repository -> repository.getId().equals(id);
  }

  private static RemoteRepository repository(String id, String address) {
    return new RemoteRepository.Builder(id, DEFAULT_LAYOUT, address).build();
  }

  private static RemoteRepository repository(Repository repository) {
    return new RemoteRepository.Builder(
            repository.getId(), repository.getLayout(), repository.getUrl())
        .setReleasePolicy(policy(repository.getReleases()))
        .setSnapshotPolicy(policy(repository.getSnapshots()))
        .build();
  }

  private static RepositoryPolicy policy(
      org.apache.maven.settings.@Nullable RepositoryPolicy policy) {
    return policy(policy == null || policy.isEnabled());
  }

  private static RepositoryPolicy policy(boolean enabled) {
    return new RepositoryPolicy(
        enabled, RepositoryPolicy.UPDATE_POLICY_ALWAYS, RepositoryPolicy.CHECKSUM_POLICY_FAIL);
  }

  private static Stream<RemoteRepository> ofMaven() {
    return new MavenModel()
        .repositories().stream()
            .map(
                it ->
                    new RemoteRepository.Builder(it.getId(), it.getLayout(), it.getUrl())
                        .setReleasePolicy(policy(true))
                        .setSnapshotPolicy(policy(false))
                        .build());
  }

  /** As Maven does since 3.8.1; a mirror is what the user wants instead. */
  private void check(RemoteRepository repository) {
    String address = Addresses.told(repository);
    if (repository.isBlocked()) {
      throw InstallException.refused(
          "The repository " + address + " is blocked by the settings of Maven.");
    }
    boolean isMirror = !repository.getMirroredRepositories().isEmpty();
    if (!Addresses.isExternalPlainHttp(repository.getUrl())) {
      return;
    }
    if (!isMirror) {
      throw InstallException.refused(
          "The repository "
              + address
              + " would be asked over plain http, where anybody on the way can change what comes."
              + " Use https.");
    }
    if (Sessions.hasCredentials(repository, session)) {
      throw InstallException.refused(
          "The credentials for the mirror "
              + address
              + " would go over plain http, where anybody on the way can read them. Use https.");
    }
  }
}
