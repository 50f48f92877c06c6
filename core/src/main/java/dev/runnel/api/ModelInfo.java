package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A model as an endpoint offers it.
 *
 * @param id the name that goes into {@link ChatRequest.Builder#model(String)}, not blank
 * @param features what is known of this model in particular; what is absent here is as the
 *     endpoint's {@link Capabilities#feature(Feature)} says. Copied; unmodifiable.
 * @param ignored the request parameters that do not reach this model though they reach others of
 *     the endpoint; copied, unmodifiable
 */
public record ModelInfo(String id, Map<Feature, Support> features, Set<RequestParameter> ignored) {
  public ModelInfo {
    requireNonNull(id, "id is null");
    if (id.isBlank()) {
      throw new IllegalArgumentException("A model's id cannot be blank");
    }
    EnumMap<Feature, Support> copy = new EnumMap<>(Feature.class);
    copy.putAll(features);
    features = Collections.unmodifiableMap(copy);
    EnumSet<RequestParameter> parameters = EnumSet.noneOf(RequestParameter.class);
    parameters.addAll(ignored);
    ignored = Collections.unmodifiableSet(parameters);
  }

  /** A model that takes all parameters that its endpoint takes. */
  public ModelInfo(String id, Map<Feature, Support> features) {
    this(id, features, Set.of());
  }

  /** A model of which nothing more than its name is known. */
  public static ModelInfo of(String id) {
    return new ModelInfo(id, Map.of());
  }
}
