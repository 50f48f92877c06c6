package dev.runnel.config.live;

import dev.runnel.api.ChatRequest;
import dev.runnel.config.settings.Settings;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.Route;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The runner that is in force now, kept open until this is closed, however often its files change
 * meanwhile. Safe to use from any thread.
 */
public final class Lease implements AutoCloseable {
  private final Generation generation;
  private final AtomicBoolean ended = new AtomicBoolean();

  Lease(Generation generation) {
    this.generation = generation;
  }

  /** Not to be closed; its calls may outlive nothing but this lease. */
  public Runner runner() {
    return generation.runner();
  }

  /** What the files say that it was made of. */
  public Settings settings() {
    return generation.settings();
  }

  /**
   * Where a request would go, what it leaves open filled in as the files say. Sends nothing, but
   * see {@link Runner#route(ChatRequest)}.
   *
   * @param endpoint the endpoint that the user named
   */
  public Route route(ChatRequest request, Optional<String> endpoint) {
    Settings settings = settings();
    Optional<String> named =
        endpoint.isEmpty() && request.model().isEmpty() ? settings.provider() : endpoint;
    return runner().route(settings.fill(request), named);
  }

  /** Gives the runner back: it may be closed now. Idempotent. */
  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      generation.giveBack();
    }
  }
}
