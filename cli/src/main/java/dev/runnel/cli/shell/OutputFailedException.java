package dev.runnel.cli.shell;

import java.io.IOException;
import java.util.Locale;

/** Standard output takes nothing any more. */
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean readerLeft;

  OutputFailedException(IOException cause) {
    super("Standard output cannot be written: " + cause.getMessage(), cause);
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    // The words of Unix and of Windows.
    readerLeft = message.contains("pipe") || message.contains("connection reset");
  }

  /** Whether its reader went away ({@code | head -1}), which is no mistake of anybody's. */
  public boolean readerLeft() {
    return readerLeft;
  }
}
