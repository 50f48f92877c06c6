package dev.runnel.api;

import static java.util.Objects.requireNonNull;

/**
 * Something about a call that its caller should know though it did not fail.
 *
 * @param kind what decisions can be made on
 * @param message one sentence for a person
 */
public record Warning(Kind kind, String message) {
  /** The kinds. May grow. */
  public enum Kind {
    /** A part of the request did not reach the model. */
    DROPPED,
    /** The service did something odd that did not harm the answer. */
    PROTOCOL,
    /** Somebody else answered than who was meant to. */
    FALLBACK,
    /** Anything else. */
    OTHER
  }

  public Warning {
    requireNonNull(kind, "kind is null");
    requireNonNull(message, "message is null");
  }

  /** A part of the request that did not reach the model. */
  public static Warning dropped(String message) {
    return new Warning(Kind.DROPPED, message);
  }
}
