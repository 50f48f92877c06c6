package dev.runnel.plugins.lock;

/** A lock file that cannot be used; the message says where, what is wrong and what to do. */
public final class LockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LockException(String message, Throwable cause) {
    super(message, cause);
  }

  LockException(String message) {
    super(message);
  }
}
