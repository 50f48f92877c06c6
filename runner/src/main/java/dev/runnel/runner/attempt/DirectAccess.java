package dev.runnel.runner.attempt;

import dev.runnel.api.ChatException;
import dev.runnel.api.Warning;
import dev.runnel.runner.endpoint.Connections;
import dev.runnel.runner.route.Candidate;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** One client for each endpoint. */
final class DirectAccess implements Access {
  private final Connections connections;

  @Inject
  DirectAccess(Connections connections) {
    this.connections = connections;
  }

  @Override
  public Door next(Candidate candidate, Set<String> tried) {
    return new Door(Optional.empty(), () -> connections.client(candidate.endpoint().id()));
  }

  @Override
  public Optional<Warning> failed(Candidate candidate, Door door, ChatException failure) {
    return Optional.empty();
  }

  @Override
  public boolean hasOther(Candidate candidate, Door door) {
    return false;
  }

  @Override
  public void prepare(Candidate candidate) {
    connections.client(candidate.endpoint().id());
  }

  @Override
  public boolean onEventLoop() {
    return connections.onEventLoop();
  }
}
