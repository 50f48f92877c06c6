package dev.runnel.plugins.maven;

import java.util.Optional;
import java.util.Set;
import org.apache.http.client.HttpResponseException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.MetadataTransferException;
import org.jspecify.annotations.Nullable;

/** A repository, or a proxy before it, that wants to know who asks: what the settings lack. */
final class Denial {
  private Denial() {}

  /**
   * What to do; empty: nobody denied anything.
   *
   * @param all an exception and its causes
   */
  static Optional<String> of(Set<Throwable> all, RepositorySystemSession session) {
    return all.stream()
        .flatMap(
            thrown ->
                repository(thrown)
                    .flatMap(one -> status(thrown).flatMap(code -> told(one, code, session)))
                    .stream())
        .findFirst();
  }

  private static Optional<RemoteRepository> repository(Throwable thrown) {
    @Nullable RemoteRepository repository = null;
    if (thrown instanceof ArtifactTransferException artifact) {
      repository = artifact.getRepository();
    } else if (thrown instanceof MetadataTransferException metadata) {
      repository = metadata.getRepository();
    }
    return Optional.ofNullable(repository);
  }

  private static Optional<Integer> status(Throwable thrown) {
    @Nullable Throwable cause = thrown;
    for (int i = 0; cause != null && i < 20; i++) {
      if (cause instanceof HttpResponseException answered) {
        return Optional.of(answered.getStatusCode());
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> told(
      RemoteRepository repository, int status, RepositorySystemSession session) {
    String id = repository.getId();
    return switch (status) {
      case 401, 403 ->
          Optional.of(
              id
                  + (status == 401 ? " does not know you (401)" : " does not let you (403)")
                  + (Sessions.hasCredentials(repository, session)
                      ? ", though Maven's settings have a <server> with <id>"
                          + id
                          + "</id>: are its"
                          + " credentials right, and may they read this?"
                      : ". Give Maven's settings a <server> with <id>"
                          + id
                          + "</id> and your"
                          + " credentials."));
      case 407 ->
          Optional.of(
              "the proxy does not know you (407). Give the <proxy> of Maven's settings the right"
                  + " <username> and <password>.");
      default -> Optional.empty();
    };
  }
}
