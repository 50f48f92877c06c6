package dev.runnel.runner.endpoint;

import static java.util.Objects.requireNonNull;

/**
 * An endpoint that a user made.
 *
 * @param id what he calls it
 * @param of the provider's or the preset's id
 * @param source where it was written, for messages
 */
public record OwnEndpoint(String id, String of, String source) {
  public OwnEndpoint {
    requireNonNull(id, "id is null");
    requireNonNull(of, "of is null");
    requireNonNull(source, "source is null");
  }
}
