package dev.runnel.cli.shell;

import java.io.IOException;
import java.util.Locale;

/** Standard output takes nothing any more. */
public final class OutputFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputFailedException(IOException cause) {
    super("Standard output cannot be written: " + cause.getMessage(), cause);
  }

  /** Whether its reader went away ({@code | head -1}), which is no mistake of anybody's. */
  public boolean readerLeft() {
    String message = String.valueOf(getCause().getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("pipe") || message.contains("connection reset");
  }

  @Override
  public synchronized IOException getCause() {
    return (IOException) super.getCause();
  }
}
