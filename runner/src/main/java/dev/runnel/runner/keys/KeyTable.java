package dev.runnel.runner.keys;

import dev.runnel.runner.policy.EndpointKeys;
import java.util.List;

/**
 * The credentials of the endpoints that have several.
 *
 * @param all unmodifiable
 */
public record KeyTable(List<EndpointKeys> all) {
  public KeyTable {
    all = List.copyOf(all);
  }
}
