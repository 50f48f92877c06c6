package dev.runnel.gateway.form;

import static java.util.Objects.requireNonNull;

/** A request that gets no further than the gateway. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Trouble trouble;

  public RefusedException(Trouble trouble) {
    super(requireNonNull(trouble, "trouble is null").message(), null, false, false);
    this.trouble = trouble;
  }

  /** What the client is told. */
  public Trouble trouble() {
    return trouble;
  }
}
