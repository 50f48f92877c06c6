package dev.runnel.sandbox.dialect;

import java.util.List;

/**
 * One answer being written down: each method gives the bytes that say it, empty where this service
 * has no way to say it. Internal to the sandbox; public for its other packages.
 */
public interface Narration {

  /** The chunk that names the role and holds no content. */
  byte[] role();

  /** One piece of the answer's text. */
  byte[] token(String text);

  /** A piece whose content is JSON {@code null}. */
  byte[] nullContent();

  /** The finish reason, for example {@code stop}, {@code length} or {@code content_filter}. */
  byte[] finish(String reason);

  /** What was used, in tokens; in a stream with {@code choices: []}. */
  byte[] usage(int prompt, int completion);

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
