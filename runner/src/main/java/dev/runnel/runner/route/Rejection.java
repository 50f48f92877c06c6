package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

/**
 * An endpoint that does not get a request.
 *
 * @param endpoint its id; of a broken provider that could not say it, the provider's class
 * @param reason why
 */
public record Rejection(String endpoint, Reason reason) {
  public Rejection {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(reason, "reason is null");
  }

  /** A sentence without its full stop. */
  @Override
  public String toString() {
    return "'" + endpoint + "' " + reason.explain();
  }
}
