package dev.runnel.api;

import java.util.Locale;

/** What went wrong, as far as decisions depend on it. May grow. */
public enum ErrorKind {
  /** No credentials, or the service refused them. */
  AUTHENTICATION,
  /** The credentials are good but do not allow this. */
  PERMISSION,
  /** Too many requests or tokens for now. */
  RATE_LIMITED,
  /** The account has nothing left. */
  QUOTA,
  /** The request is wrong, or cannot be expressed to this service. */
  INVALID_REQUEST,
  /** The conversation is longer than the model takes. */
  CONTEXT_TOO_LONG,
  /** There is no such model here. */
  MODEL_NOT_FOUND,
  /** The service refused the content. */
  CONTENT_FILTERED,
  /** One of the {@link Timeouts} ran out. */
  TIMEOUT,
  /** The connection could not be made, or was lost. */
  CONNECTION,
  /** The answer broke the service's protocol. */
  PROTOCOL,
  /** The service ended without content and without a finish reason. */
  EMPTY_ANSWER,
  /** The service is down or overloaded. */
  UNAVAILABLE,
  /** The service or something before it bars this client. */
  BLOCKED,
  /** The caller's own code threw while it took the answer. */
  CONSUMER,
  /** The model still asked for tools when the bound on rounds was met. */
  TOO_MANY_ROUNDS,
  /** A bug in Runnel or in the driver. */
  INTERNAL;

  /** The kind in words, such as {@code rate limited}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
