package dev.runnel.runner.endpoint;

import static java.util.Objects.requireNonNull;

/**
 * A place beside the options where an endpoint is named, and which is a mistake where there is no
 * such endpoint.
 *
 * @param key what is set there, such as {@code models.fast}
 * @param what how it names the endpoint, as the begin of a sentence that goes on with "which"; may
 *     be empty
 * @param endpoint the id
 * @param source where it was written, for messages; may be empty
 */
public record Mention(String key, String what, String endpoint, String source) {
  public Mention {
    requireNonNull(key, "key is null");
    requireNonNull(what, "what is null");
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(source, "source is null");
  }
}
