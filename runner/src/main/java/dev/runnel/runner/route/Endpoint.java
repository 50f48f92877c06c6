package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Capabilities;
import dev.runnel.discovery.FoundProvider;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A configured place that requests can go to, as far as it is known without asking it.
 *
 * @param id what {@code -p} and {@code endpoint/model} name; the provider's id unless configured
 *     otherwise
 * @param provider who connects it
 * @param capabilities what it can do; its models are those that were configured, if any were
 * @param baseUrl where it is, if its provider says so
 * @param reach who can see a request on its way there
 * @param missing the credentials without which it cannot be used; unmodifiable, empty when ready
 */
public record Endpoint(
    String id,
    FoundProvider provider,
    Capabilities capabilities,
    Optional<URI> baseUrl,
    Reach reach,
    List<MissingCredential> missing) {
  public Endpoint {
    requireNonNull(id, "id is null");
    requireNonNull(provider, "provider is null");
    requireNonNull(capabilities, "capabilities is null");
    requireNonNull(baseUrl, "baseUrl is null");
    requireNonNull(reach, "reach is null");
    missing = List.copyOf(missing);
  }

  /** Whether the service's owner offers this interface to programs. */
  public boolean official() {
    return provider.description().official();
  }

  @Override
  public String toString() {
    return "Endpoint[" + id + " of " + provider.id() + "]";
  }
}
