package dev.runnel.gateway.form;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a request has no answer, or no whole one, as a client is told.
 *
 * @param kind what it is, from which a form makes its own words
 * @param message one or more sentences: what, where, what to do; without secrets
 * @param parameter the member of the request that is wrong, such as {@code messages[0].role}
 * @param retryAfter how long to wait before another try, where that is known
 * @param retryable whether the same request could succeed later
 */
public record Trouble(
    Kind kind,
    String message,
    Optional<String> parameter,
    Optional<Duration> retryAfter,
    boolean retryable) {

  /** The kinds, each with the HTTP status that tells it where there has been no head yet. */
  public enum Kind {
    INVALID_REQUEST(400),
    CONTEXT_TOO_LONG(400),
    CONTENT_FILTERED(400),
    AUTHENTICATION(401),
    PERMISSION(403),
    MODEL_NOT_FOUND(404),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    REQUEST_TIMEOUT(408),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    RATE_LIMITED(429),
    QUOTA(429),
    INTERNAL(500),
    /** The service could not be reached, or broke its protocol, or gave nothing. */
    BAD_UPSTREAM(502),
    /** The service is down, or the gateway takes no more requests now. */
    UNAVAILABLE(503),
    /** The gateway takes no requests since it ends. */
    DRAINING(503),
    /** The service did not answer in time. */
    TIMEOUT(504);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }

  public Trouble {
    requireNonNull(kind, "kind is null");
    requireNonNull(message, "message is null");
    requireNonNull(parameter, "parameter is null");
    requireNonNull(retryAfter, "retryAfter is null");
  }

  /** A trouble that another try does not end. */
  public static Trouble of(Kind kind, String message) {
    return new Trouble(kind, message, Optional.empty(), Optional.empty(), false);
  }

  /** A member of the request that is wrong. */
  public static Trouble invalid(String parameter, String message) {
    return new Trouble(
        Kind.INVALID_REQUEST, message, Optional.of(parameter), Optional.empty(), false);
  }

  /** A trouble that may be over later. */
  public static Trouble passing(Kind kind, String message, Optional<Duration> retryAfter) {
    return new Trouble(kind, message, Optional.empty(), retryAfter, true);
  }
}
