package dev.runnel.http.decode;

import static java.util.Objects.requireNonNull;

/** Bytes that cannot be decoded. The kind says why, the message where. */
public final class DecodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why bytes were refused. */
  public enum Kind {
    /** Something exceeds a bound of ours: the size of one event, or the nesting of JSON. */
    TOO_LARGE,
    /** The bytes are not of the form they should have. */
    MALFORMED
  }

  private final Kind kind;
  private final long offset;

  private DecodeException(Kind kind, String message, long offset) {
    super(message);
    this.kind = requireNonNull(kind, "kind is null");
    this.offset = offset;
  }

  /** An event that exceeds the bound on one event, in bytes. */
  public static DecodeException eventTooLarge(int maxEventBytes) {
    return tooLarge(
        "An event of the stream is larger than the bound of "
            + maxEventBytes
            + " bytes; raise the bound if the service really sends such events");
  }

  /** Something else that exceeds a bound, which the message names. */
  public static DecodeException tooLarge(String message) {
    return new DecodeException(Kind.TOO_LARGE, message, -1);
  }

  /**
   * Bytes of the wrong form.
   *
   * @param message what was wrong
   * @param offset where, counted in bytes from the start of the document or stream; -1 if unknown
   */
  public static DecodeException malformed(String message, long offset) {
    return new DecodeException(
        Kind.MALFORMED, offset < 0 ? message : message + " (at byte " + offset + ")", offset);
  }

  public Kind kind() {
    return kind;
  }

  /** Where the bytes went wrong, counted from the start of the document or stream, or -1. */
  public long offset() {
    return offset;
  }
}
