package dev.runnel.http;

/**
 * Takes the body of one good answer (status 2xx, not an HTML page) and tells the exchange what it
 * says. One a call; called on one event loop, so it must not block.
 *
 * <p>It may throw: a {@link dev.runnel.api.ChatException} fails the call as it is, a {@link
 * dev.runnel.http.decode.DecodeException} as a breach of the protocol, anything else as a bug.
 * Whatever ends the call, nothing more is read, and a reader need not care.
 */
public interface AnswerReader {
  /** The head of the answer; before everything else. By default: nothing. */
  default void onHead(AnswerHead head) {}

  /**
   * The next bytes of the body, decompressed, at least one.
   *
   * @param array reused: what is needed later must be copied
   */
  void onBytes(byte[] array, int offset, int length);

  /**
   * The transport's own clean end, after at least one byte: the last chunk, the full content
   * length, or an orderly close where the service announced neither. Tells the exchange {@code
   * complete} or {@code endOfInput}, or fails it; where it does nothing of that, {@code endOfInput}
   * is assumed.
   */
  void onEnd();
}
