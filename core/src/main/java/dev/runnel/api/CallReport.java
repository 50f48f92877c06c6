package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Who served a call, and what its caller should know beside the answer.
 *
 * @param provider the provider's id
 * @param endpoint the endpoint's id
 * @param model the model, as the service named it, else as it was asked for
 * @param warnings in the order in which they arose; unmodifiable
 */
public record CallReport(
    String provider, String endpoint, Optional<String> model, List<Warning> warnings) {
  public CallReport {
    requireNonNull(provider, "provider is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(model, "model is null");
    warnings = List.copyOf(warnings);
  }
}
