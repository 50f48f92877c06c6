package dev.runnel.runner.policy;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;

/**
 * One of several credentials for the same endpoint.
 *
 * @param label what it is called in messages; no secret
 * @param value the credential
 */
public record Key(String label, Secret value) {
  public Key {
    if (label.isBlank()) {
      throw new IllegalArgumentException("label is blank");
    }
    requireNonNull(value, "value is null");
  }
}
