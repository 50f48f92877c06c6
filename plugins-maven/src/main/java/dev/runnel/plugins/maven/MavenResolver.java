package dev.runnel.plugins.maven;

import dev.runnel.plugins.install.ArtifactResolver;
import dev.runnel.plugins.install.Candidate;
import dev.runnel.plugins.install.Download;
import dev.runnel.plugins.install.ResolveRequest;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.supplier.RepositorySystemSupplier;

/**
 * Asks repositories with Maven's own libraries. A class loader of its own may hold those, so that
 * the context class loader is this one's while it is asked.
 */
public final class MavenResolver implements ArtifactResolver {
  /** For {@link java.util.ServiceLoader}. */
  public MavenResolver() {}

  @Override
  public Candidate resolve(ResolveRequest request, Download progress) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(MavenResolver.class.getClassLoader());
    try {
      return resolved(request, progress);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static Candidate resolved(ResolveRequest request, Download progress) {
    Path home = UserHome.of(request.environment());
    Settings settings = UserSettings.read(request, home);
    RepositorySystem system = new RepositorySystemSupplier().get();
    DefaultRepositorySystemSession session =
        Sessions.of(system, settings, request, home, new DownloadListener(progress));
    List<RemoteRepository> repositories =
        new Repositories(system, session, settings).of(request.repositories());
    return new PluginResolution(system, session, repositories, progress).of(request.coordinate());
  }
}
