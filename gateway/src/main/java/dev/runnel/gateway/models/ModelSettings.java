package dev.runnel.gateway.models;

import java.time.Duration;

/**
 * How models are gathered.
 *
 * @param patience how long an endpoint has to list its models
 * @param fresh how long a listing is good for where all endpoints answered
 * @param partial the same where some did not
 */
public record ModelSettings(Duration patience, Duration fresh, Duration partial) {
  /** 5 s, 60 s, 10 s. */
  public static final ModelSettings DEFAULT =
      new ModelSettings(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(10));
}
