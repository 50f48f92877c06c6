package dev.runnel.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Why a model ended its answer.
 *
 * @param kind the portable reason
 * @param wireName what the service said, if it said anything
 */
public record FinishReason(Kind kind, Optional<String> wireName) {
  /** The portable reasons. May grow. */
  public enum Kind {
    /** The answer is whole, or a stop text was met. */
    STOP,
    /** The token limit was met. */
    LENGTH,
    /** The model wants tools to be called. */
    TOOL_CALLS,
    /** The service withheld the rest. */
    CONTENT_FILTER,
    /** The model declined to answer. */
    REFUSAL,
    /** A reason without a portable name; see the wire name. */
    OTHER,
    /** The service ended the answer by its own end mark and gave no reason. */
    NOT_GIVEN
  }

  /** The answer is whole. */
  public static final FinishReason STOP = new FinishReason(Kind.STOP, Optional.empty());

  /** The service gave no reason. */
  public static final FinishReason NOT_GIVEN = new FinishReason(Kind.NOT_GIVEN, Optional.empty());

  public FinishReason {
    requireNonNull(kind, "kind is null");
    requireNonNull(wireName, "wireName is null");
  }

  /** A reason with the name the service gave it. */
  public static FinishReason of(Kind kind, String wireName) {
    return new FinishReason(kind, Optional.of(wireName));
  }
}
