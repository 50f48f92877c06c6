package dev.runnel.runner.limit;

import dev.runnel.runner.policy.EndpointLimits;
import java.util.Map;

/**
 * Which limits hold where.
 *
 * @param byEndpoint those of endpoints, and of {@code *} for the others, each for itself;
 *     unmodifiable
 */
public record LimitTable(Map<String, EndpointLimits> byEndpoint) {
  private static final String OTHERS = "*";

  public LimitTable {
    byEndpoint = Map.copyOf(byEndpoint);
  }

  EndpointLimits of(String endpoint) {
    return byEndpoint.getOrDefault(endpoint, byEndpoint.getOrDefault(OTHERS, EndpointLimits.NONE));
  }
}
