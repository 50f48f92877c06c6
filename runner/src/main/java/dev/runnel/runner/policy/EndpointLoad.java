package dev.runnel.runner.policy;

import static java.util.Objects.requireNonNull;

/**
 * How much of an endpoint's limits is taken.
 *
 * @param endpoint its id
 * @param underWay calls that have begun and not ended
 * @param waiting calls in the queue
 * @param requests begun within the last minute; 0 where they are not limited
 * @param tokens used within the last minute; 0 where they are not limited
 */
public record EndpointLoad(String endpoint, int underWay, int waiting, long requests, long tokens) {
  public EndpointLoad {
    requireNonNull(endpoint, "endpoint is null");
  }
}
