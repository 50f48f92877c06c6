package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much a service lets its caller ask of it, as it said with an answer or a refusal.
 *
 * @param what the thing that is counted, in the service's word: {@code requests}, {@code tokens}, …
 * @param limit how many there may be in one period
 * @param remaining how many are left
 * @param resetsAfter how long from the answer until all are there again
 */
public record RateLimit(
    String what, OptionalLong limit, OptionalLong remaining, Optional<Duration> resetsAfter) {
  public RateLimit {
    requireNonNull(what, "what is null");
    requireNonNull(limit, "limit is null");
    requireNonNull(remaining, "remaining is null");
    requireNonNull(resetsAfter, "resetsAfter is null");
  }
}
