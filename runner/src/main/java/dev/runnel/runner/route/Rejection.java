package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

/**
 * An endpoint that does not get a request.
 *
 * @param endpoint its id; of a broken provider that could not say it, the provider's class
 * @param reason why
 * @param claim how likely the model that was asked for is its own
 */
public record Rejection(String endpoint, Reason reason, ModelClaim claim) {
  public Rejection {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(claim, "claim is null");
  }

  /** One of which nothing is known about models. */
  public Rejection(String endpoint, Reason reason) {
    this(endpoint, reason, ModelClaim.POSSIBLE);
  }

  /** A sentence without its full stop. */
  @Override
  public String toString() {
    return "'" + endpoint + "' " + reason.explain();
  }
}
