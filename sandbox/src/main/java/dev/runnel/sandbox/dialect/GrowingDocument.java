package dev.runnel.sandbox.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * One JSON document, written as the answer grows so that it can be slow, cut or stalled like a
 * stream. After a finished document the next token begins another one.
 */
abstract class GrowingDocument implements Narration {

  /** Whether no document has begun. */
  abstract boolean isOutside();

  /** Whether what is said next stands in a string. */
  abstract boolean isInText();

  /** Whether the finish reason is said, so that only the rest of the document is owed. */
  abstract boolean isFinished();

  /** The rest of the document, after which none has begun; empty if so before. */
  abstract String close();

  @Override
  public byte[] nullContent() {
    return NOTHING;
  }

  @Override
  public final byte[] done() {
    return bytes(close());
  }

  @Override
  public final byte[] error(String json) {
    return bytes(close() + json);
  }

  @Override
  public final byte[] event(String payload) {
    return bytes(close() + payload);
  }

  @Override
  public final byte[] event(List<String> lines) {
    return event(String.join("\n", lines));
  }

  @Override
  public final byte[] malformed() {
    // A raw control character inside a string, or a token no JSON begins with.
    return bytes(isInText() ? "\n\u0001" : "oops");
  }

  @Override
  public final byte[] keepAlive() {
    return isOutside() ? bytes("\n") : NOTHING;
  }

  @Override
  public final byte[] end() {
    return isFinished() ? bytes(close()) : NOTHING;
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
