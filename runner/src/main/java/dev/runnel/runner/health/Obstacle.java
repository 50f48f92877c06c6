package dev.runnel.runner.health;

import dev.runnel.api.ChatException;
import java.time.Instant;

/**
 * Why an endpoint is left alone for a while.
 *
 * @param kind what to do about it
 * @param untilNanos until when, by the timekeeper
 * @param until the same by the clock on the wall, for people
 * @param failure what to say where nobody else can serve
 */
public record Obstacle(Kind kind, long untilNanos, Instant until, ChatException failure) {
  /** What to do about it. */
  public enum Kind {
    /** The service said when it can be asked again: it is waited for. */
    RESTING,
    /** It is better to ask somebody else; where nobody is left, it is asked all the same. */
    DOUBTFUL,
    /** Too many of its calls failed: not asked, but for one at a time where it was named. */
    BREAKER_OPEN
  }
}
