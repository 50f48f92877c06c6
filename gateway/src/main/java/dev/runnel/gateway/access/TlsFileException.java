package dev.runnel.gateway.access;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of TLS that is not what it should be; the message names it, and says what to do. */
public final class TlsFileException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong in a sentence without its full stop. */
  public TlsFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
