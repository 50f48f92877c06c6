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
 * @param rateLimits what the service said of its limits, the last word on each; unmodifiable
 */
public record CallReport(
    String provider,
    String endpoint,
    Optional<String> model,
    List<Warning> warnings,
    List<RateLimit> rateLimits) {
  public CallReport {
    requireNonNull(provider, "provider is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(model, "model is null");
    warnings = List.copyOf(warnings);
    rateLimits = List.copyOf(rateLimits);
  }
}
