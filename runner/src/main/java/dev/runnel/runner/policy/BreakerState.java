package dev.runnel.runner.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Whether the calls to one model of an endpoint, by one credential, are let through.
 *
 * @param endpoint its id
 * @param model empty: the service chooses
 * @param key the label of the credential, where the endpoint has several
 * @param state now
 */
public record BreakerState(
    String endpoint, Optional<String> model, Optional<String> key, State state) {

  /** The states. */
  public enum State {
    /** Calls go through. */
    CLOSED,
    /** Too many failed: none goes through. */
    OPEN,
    /** Its time is over: the next call, or one that is under way, shows whether it closes. */
    HALF_OPEN
  }

  public BreakerState {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(model, "model is null");
    requireNonNull(key, "key is null");
    requireNonNull(state, "state is null");
  }
}
