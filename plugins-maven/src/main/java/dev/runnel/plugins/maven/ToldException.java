package dev.runnel.plugins.maven;

import org.jspecify.annotations.Nullable;

/** What an exception and its causes say and where, for whoever looks closer: without secrets. */
final class ToldException extends Exception {
  private static final long serialVersionUID = 1L;

  private ToldException(Throwable thrown, @Nullable ToldException cause) {
    super(Addresses.withoutSecrets(thrown.toString()), cause);
    setStackTrace(thrown.getStackTrace());
  }

  static ToldException of(Throwable thrown) {
    @Nullable Throwable cause = thrown.getCause();
    return new ToldException(thrown, cause == null ? null : of(cause));
  }
}
