package dev.runnel.plugins.maven;

import dev.runnel.plugins.install.ResolveRequest;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.collection.DependencyCollectionContext;
import org.eclipse.aether.collection.DependencySelector;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.util.graph.selector.AndDependencySelector;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.ConservativeAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;
import org.eclipse.aether.util.repository.SimpleResolutionErrorPolicy;

/** One session with repositories, in which the user's settings hold. */
final class Sessions {
  private Sessions() {}

  static DefaultRepositorySystemSession of(
      RepositorySystem system,
      Settings settings,
      ResolveRequest request,
      Path home,
      TransferListener listener) {
    DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    session.setSystemProperties(UserSettings.properties(request.environment(), home));
    session.setOffline(request.offline() || settings.isOffline());
    session.setMirrorSelector(mirrors(settings));
    session.setProxySelector(proxies(settings));
    session.setAuthenticationSelector(credentials(settings));
    // Who installs wants what there is now, and nothing that was damaged on its way.
    session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
    session.setChecksumPolicy(RepositoryPolicy.CHECKSUM_POLICY_FAIL);
    // A failure of yesterday is not believed: the repository is asked again.
    session.setResolutionErrorPolicy(new SimpleResolutionErrorPolicy(false, false));
    // Only the user says which repositories are asked, no plugin's POM.
    session.setIgnoreArtifactDescriptorRepositories(true);
    session.setDependencySelector(
        AndDependencySelector.newInstance(session.getDependencySelector(), new Needed()));
    session.setConfigProperty(ConfigurationProperties.USER_AGENT, "runnel");
    session.setConfigProperty(ConfigurationProperties.CONNECT_TIMEOUT, 10_000);
    session.setConfigProperty(ConfigurationProperties.REQUEST_TIMEOUT, 60_000);
    session.setTransferListener(listener);
    for (Server server : settings.getServers()) {
      Map<String, String> headers = ServerHeaders.of(server);
      if (!headers.isEmpty()) {
        session.setConfigProperty(headersOf(server.getId()), headers);
      }
    }
    File local =
        settings.getLocalRepository() == null
            ? home.resolve(".m2/repository").toFile()
            : new File(settings.getLocalRepository());
    session.setLocalRepositoryManager(
        system.newLocalRepositoryManager(session, new LocalRepository(local)));
    return session;
  }

  /** The usual one takes what is optional for a project that is built; no project is, here. */
  private static final class Needed implements DependencySelector {
    @Override
    public boolean selectDependency(Dependency dependency) {
      return !dependency.isOptional();
    }

    @Override
    public DependencySelector deriveChildSelector(DependencyCollectionContext context) {
      return this;
    }
  }

  /** The name of the session's property with the headers for a repository. */
  static String headersOf(String id) {
    return ConfigurationProperties.HTTP_HEADERS + "." + id;
  }

  /** Whether the settings say to a repository who asks. */
  static boolean hasCredentials(RemoteRepository repository, RepositorySystemSession session) {
    return repository.getAuthentication() != null
        || session.getConfigProperties().containsKey(headersOf(repository.getId()));
  }

  private static DefaultMirrorSelector mirrors(Settings settings) {
    DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
    for (Mirror mirror : settings.getMirrors()) {
      mirrors.add(
          mirror.getId(),
          mirror.getUrl(),
          mirror.getLayout(),
          false,
          mirror.isBlocked(),
          mirror.getMirrorOf(),
          mirror.getMirrorOfLayouts());
    }
    return mirrors;
  }

  private static DefaultProxySelector proxies(Settings settings) {
    DefaultProxySelector proxies = new DefaultProxySelector();
    for (Proxy proxy : settings.getProxies()) {
      if (proxy.isActive()) {
        proxies.add(
            new org.eclipse.aether.repository.Proxy(
                proxy.getProtocol(), proxy.getHost(), proxy.getPort(), credentials(proxy)),
            proxy.getNonProxyHosts());
      }
    }
    return proxies;
  }

  private static Authentication credentials(Proxy proxy) {
    return new AuthenticationBuilder()
        .addUsername(proxy.getUsername())
        .addPassword(proxy.getPassword())
        .build();
  }

  private static ConservativeAuthenticationSelector credentials(Settings settings) {
    DefaultAuthenticationSelector credentials = new DefaultAuthenticationSelector();
    for (Server server : settings.getServers()) {
      credentials.add(
          server.getId(),
          new AuthenticationBuilder()
              .addUsername(server.getUsername())
              .addPassword(server.getPassword())
              .addPrivateKey(server.getPrivateKey(), server.getPassphrase())
              .build());
    }
    return new ConservativeAuthenticationSelector(credentials);
  }
}
