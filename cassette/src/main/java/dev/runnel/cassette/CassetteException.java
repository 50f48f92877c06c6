package dev.runnel.cassette;

/** A cassette that cannot be written, or is none; the message says which file, where and why. */
public final class CassetteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CassetteException(String message) {
    super(message);
  }

  CassetteException(String message, Throwable cause) {
    super(message, cause);
  }
}
