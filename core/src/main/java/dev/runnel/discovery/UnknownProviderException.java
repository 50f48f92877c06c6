package dev.runnel.discovery;

/** No working provider has the id that was asked for; the message says why, or what is near. */
public final class UnknownProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String id;

  UnknownProviderException(String id, String message) {
    super(message);
    this.id = id;
  }

  /** The id that was asked for. */
  public String id() {
    return id;
  }
}
