package dev.runnel.runner.keys;

import dev.runnel.api.ChatException;
import dev.runnel.api.Warning;
import dev.runnel.guard.CallRuntime;
import dev.runnel.runner.attempt.Access;
import dev.runnel.runner.endpoint.Connections;
import dev.runnel.runner.policy.EndpointKeys;
import dev.runnel.runner.policy.Key;
import dev.runnel.runner.route.Candidate;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One client for each endpoint and, where that has several credentials, for each of them. */
final class KeyedAccess implements Access {
  private final Connections connections;
  private final Map<String, KeyRing> rings = new HashMap<>(); // unmodified after construction

  @Inject
  KeyedAccess(KeyTable keys, Connections connections, CallRuntime runtime) {
    this.connections = connections;
    for (EndpointKeys several : keys.all()) {
      if (several.keys().size() > 1) { // a single one has no siblings, so it is never left aside
        rings.put(several.endpoint(), new KeyRing(several, runtime.timekeeper()));
      }
    }
  }

  @Override
  public Door next(Candidate candidate, Set<String> tried) {
    String endpoint = candidate.endpoint().id();
    return ring(candidate)
        .map(
            ring -> {
              Key key = ring.next(candidate.model(), tried);
              return new Door(
                  Optional.of(key.label()), () -> connections.client(endpoint, ring.option(), key));
            })
        .orElseGet(() -> new Door(Optional.empty(), () -> connections.client(endpoint)));
  }

  @Override
  public Optional<Warning> failed(Candidate candidate, Door door, ChatException failure) {
    return door.key()
        .flatMap(
            label ->
                ring(candidate).flatMap(ring -> ring.failed(label, candidate.model(), failure)));
  }

  @Override
  public boolean hasOther(Candidate candidate, Door door) {
    return door.key().isPresent()
        && ring(candidate)
            .filter(ring -> ring.hasOther(door.key().get(), candidate.model()))
            .isPresent();
  }

  @Override
  public void prepare(Candidate candidate) {
    String endpoint = candidate.endpoint().id();
    ring(candidate)
        .ifPresentOrElse(
            ring -> connections.client(endpoint, ring.option(), ring.any()),
            () -> connections.client(endpoint));
  }

  @Override
  public boolean onEventLoop() {
    return connections.onEventLoop();
  }

  private Optional<KeyRing> ring(Candidate candidate) {
    return Optional.ofNullable(rings.get(candidate.endpoint().id()));
  }
}
