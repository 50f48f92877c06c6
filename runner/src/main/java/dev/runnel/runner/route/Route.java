package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ChatRequest;
import dev.runnel.runner.policy.ModelPool;
import java.util.List;
import java.util.Optional;

/**
 * Where a request would go, and why not elsewhere. The same request, endpoints and policy, and the
 * same services listening on this machine, give the same route; making one sends nothing.
 *
 * @param request what is asked, its model as the caller wrote it
 * @param named the endpoint that the caller named, if any
 * @param pool the pool that the caller asked for, if any
 * @param candidates who can serve it, the best first; of a pool, as it is written, whatever its
 *     strategy makes of that when a call begins; unmodifiable
 * @param rejected who cannot, by id; unmodifiable
 */
public record Route(
    ChatRequest request,
    Optional<String> named,
    Optional<ModelPool> pool,
    List<Candidate> candidates,
    List<Rejection> rejected) {
  public Route {
    requireNonNull(request, "request is null");
    requireNonNull(named, "named is null");
    requireNonNull(pool, "pool is null");
    candidates = List.copyOf(candidates);
    rejected = List.copyOf(rejected);
  }

  /** The first candidate; empty: nobody can serve the request. */
  public Optional<Candidate> chosen() {
    return candidates.stream().findFirst();
  }

  /**
   * The rejections that the user could lift (by a key, a setting, a start or a leave): of those
   * whose model it most likely is, if that can be told, else of all; unmodifiable. Empty where
   * somebody can serve the request.
   */
  public List<Rejection> remediable() {
    return candidates.isEmpty() ? Remediable.of(this) : List.of();
  }

  /**
   * Whether nobody can serve the request, and credentials are all that is missing: of those that
   * the user could make serve it, and whose model it most likely is, one needs nothing else.
   */
  public boolean lacksOnlyCredentials() {
    return remediable().stream()
        .anyMatch(rejection -> rejection.reason() instanceof Reason.CredentialsMissing);
  }

  /** Why nobody can serve the request, as one paragraph; empty where somebody can. */
  public String refusal() {
    return refusal("");
  }

  /**
   * Why nobody can serve the request, as one paragraph; empty where somebody can.
   *
   * @param ownStep what the caller's program has to offer where no service is ready, as a sentence:
   *     it is told before what costs the user more, such as getting a key; may be empty
   */
  public String refusal(String ownStep) {
    return candidates.isEmpty() ? RefusalText.of(this, ownStep) : "";
  }
}
