package dev.runnel.gateway.soak;

import java.time.Duration;

/**
 * What a client saw of one request.
 *
 * @param number the request's
 * @param requestId what the gateway called it; empty where no head came
 * @param status of the response; 0 where no head came
 * @param attempts what the gateway said of them; 0 where it said nothing
 * @param text all that came of the answer
 * @param end how it ended
 * @param took from its beginning to its end
 * @param remark what was odd, for people; empty: nothing
 */
public record Sighting(
    int number,
    String requestId,
    int status,
    int attempts,
    String text,
    End end,
    Duration took,
    String remark) {

  /** How a response ends for a client. */
  public enum End {
    /** With what tells that it is whole. */
    WHOLE,
    /** A status that says no, with a document that says why. */
    REFUSED,
    /** After its head, with an error event and a connection (or stream) that is cut. */
    TROUBLED,
    /** The connection, or stream, was cut without a word. */
    CUT,
    /** As if it were whole, without what tells so. */
    FALSE_END,
    /** No response: the connection was refused or lost. */
    NO_RESPONSE,
    /** The client left. */
    LEFT
  }
}
