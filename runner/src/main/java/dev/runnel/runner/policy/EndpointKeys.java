package dev.runnel.runner.policy;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The credentials of one endpoint, to be used in turn.
 *
 * @param endpoint its id
 * @param option the secret option that they are values of, such as {@code api-key}
 * @param keys at least one; unmodifiable
 */
public record EndpointKeys(String endpoint, String option, List<Key> keys) {
  public EndpointKeys {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(option, "option is null");
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("There is no key for " + endpoint + "." + option);
    }
  }
}
