package dev.runnel.runner.routing;

import dev.runnel.runner.policy.ModelPool;
import java.util.Map;
import java.util.Optional;

/**
 * The names that stand for several models.
 *
 * @param byName unmodifiable
 */
public record Pools(Map<String, ModelPool> byName) {
  public Pools {
    byName = Map.copyOf(byName);
  }

  Optional<ModelPool> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
