package dev.runnel.cli.repl;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Who is asked, as far as the user said it.
 *
 * @param endpoint empty: the best that has the model
 * @param model may begin with an endpoint and a slash; empty: the endpoint's first
 */
public record Addressee(Optional<String> endpoint, Optional<String> model) {
  public Addressee {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(model, "model is null");
  }
}
