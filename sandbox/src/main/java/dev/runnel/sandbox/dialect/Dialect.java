package dev.runnel.sandbox.dialect;

/**
 * How one service writes an answer down. Internal to the sandbox; public for its other packages.
 */
public interface Dialect {

  /** The {@code content-type} of a successful answer. */
  String contentType();

  /** Whether an answer is one whole document, whose length a server knows before it sends it. */
  boolean wholeDocument();

  /** How it says what is wrong. */
  default ErrorForm errors() {
    return ErrorForm.USUAL;
  }

  /** Begins one answer; the result belongs to this answer alone. */
  Narration begin(Asked asked, SseStyle style);
}
