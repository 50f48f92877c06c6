package dev.runnel.sandbox.dialect;

import java.util.List;

/**
 * One answer being written down: each method gives the bytes that say it, empty where this service
 * has no way to say it. Internal to the sandbox; public for its other packages.
 */
public interface Narration {

  /** What a service has no way to say. */
  byte[] NOTHING = {};

  /** The chunk that names the role and holds no content. */
  byte[] role();

  /** One piece of the answer's text. */
  byte[] token(String text);

  /** A piece whose content is JSON {@code null}. */
  byte[] nullContent();

  /** One piece of reasoning before or between the answer's text. */
  default byte[] reasoning(String text) {
    return NOTHING;
  }

  /** The opaque text with which a service signs what it has said, and wants back. */
  default byte[] signature(String signature) {
    return NOTHING;
  }

  /** One piece of the text with which the model declines. */
  default byte[] refusal(String text) {
    return NOTHING;
  }

  /**
   * One call of a tool.
   *
   * @param index its number in this answer, from 0
   * @param argumentPieces the arguments, JSON, cut as they are to arrive
   * @return what says it, in pieces where the service streams arguments
   */
  default List<byte[]> toolCall(int index, String id, String name, List<String> argumentPieces) {
    return List.of();
  }

  /**
   * The finish reason in OpenAI's words: {@code stop}, {@code length}, {@code tool_calls} or {@code
   * content_filter}. A service that has another word for one of these says that; any other reason
   * is said as it is.
   */
  byte[] finish(String reason);

  /** What was used; in a stream of the OpenAI form with {@code choices: []}. */
  byte[] usage(Tokens tokens);

  /** The explicit end marker. */
  byte[] done();

  /** An error where an answer was expected; {@code json} is the whole error document. */
  byte[] error(String json);

  /** One event or document with this payload, verbatim. */
  byte[] event(String payload);

  /** One event whose payload is spread over several lines, or its nearest likeness. */
  byte[] event(List<String> lines);

  /** Something that is no event of this service, where one was expected. */
  byte[] malformed();

  /** A sign of life without content. */
  byte[] keepAlive();

  /** What a clean end still owes after the last thing said: the rest of a finished document. */
  byte[] end();
}
