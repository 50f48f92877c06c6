package dev.runnel.provider.gemini;

import java.util.UUID;

/**
 * Ids for the tool calls of an answer where the service gave none: older models know a call by its
 * name and place alone. An id of ours is for the caller; it is not sent back.
 */
final class ToolCallIds {
  private static final String OURS = "runnel-";

  /** Short enough for services that bound ids at 40 characters, as OpenAI does. */
  private static final int MOST_OF_AN_ANSWERS_ID = 24;

  private String answer = "";

  /** Whether an id was made here, so that the service does not know it. */
  static boolean isOurs(String id) {
    return id.startsWith(OURS);
  }

  /**
   * An id that no other call of this conversation has.
   *
   * @param responseId what the service calls the answer; empty where it does not say
   * @param index which call of the answer
   */
  String next(String responseId, int index) {
    if (answer.isEmpty()) {
      String source = responseId.isEmpty() ? UUID.randomUUID().toString() : responseId;
      String plain = source.replaceAll("[^A-Za-z0-9_-]", "");
      answer = plain.substring(0, Math.min(plain.length(), MOST_OF_AN_ANSWERS_ID));
    }
    return OURS + answer + "-" + index;
  }
}
