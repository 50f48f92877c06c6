package dev.runnel.guard;

/** An exception that cannot even say what it is. */
final class UnspeakableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @Override
  public String getMessage() {
    throw new IllegalStateException("no words");
  }
}
