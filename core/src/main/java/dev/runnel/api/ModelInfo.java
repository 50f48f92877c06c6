package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/**
 * A model as an endpoint offers it.
 *
 * @param id the name that goes into {@link ChatRequest.Builder#model(String)}, not blank
 * @param features what is known of this model in particular; what is absent here is as the
 *     endpoint's {@link Capabilities#feature(Feature)} says. Copied; unmodifiable.
 */
public record ModelInfo(String id, Map<Feature, Support> features) {
  public ModelInfo {
    requireNonNull(id, "id is null");
    if (id.isBlank()) {
      throw new IllegalArgumentException("A model's id cannot be blank");
    }
    EnumMap<Feature, Support> copy = new EnumMap<>(Feature.class);
    copy.putAll(features);
    features = java.util.Collections.unmodifiableMap(copy);
  }

  /** A model of which nothing more than its name is known. */
  public static ModelInfo of(String id) {
    return new ModelInfo(id, Map.of());
  }
}
