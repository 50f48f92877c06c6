package dev.runnel.runner.route;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An endpoint that can serve a request.
 *
 * @param endpoint where it would go
 * @param model the model that would be asked; empty: the service chooses
 */
public record Candidate(Endpoint endpoint, Optional<String> model) {
  public Candidate {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(model, "model is null");
  }

  /** Such as {@code ails/gpt-3.5-turbo}; the endpoint alone where there is no model. */
  @Override
  public String toString() {
    return model.map(name -> endpoint.id() + "/" + name).orElse(endpoint.id());
  }
}
