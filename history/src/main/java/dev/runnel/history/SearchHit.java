package dev.runnel.history;

import dev.runnel.api.Role;
import java.time.Instant;

/**
 * A place where words were found.
 *
 * @param conversation the conversation's id
 * @param exchange the exchange's id
 * @param at when the exchange began
 * @param role who said it
 * @param excerpt what stands around it, with {@link #OPEN} before and {@link #CLOSE} behind each
 *     word that was found
 */
public record SearchHit(
    String conversation, String exchange, Instant at, Role role, String excerpt) {
  /** Before a word that was found. */
  public static final char OPEN = '\u0002';

  /** Behind a word that was found. */
  public static final char CLOSE = '\u0003';
}
