package dev.runnel.cli.batch;

import java.io.IOException;

/** A batch cannot go on: a file cannot be read or written. The message says what to do. */
public final class BatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BatchException(String message, IOException cause) {
    super(message + " (" + cause.getMessage() + ")", cause);
  }
}
