package dev.runnel.sandbox.dialect;

/**
 * What can be wrong, in no service's own words; each service says it in its {@link ErrorForm}.
 *
 * <p>The status and the code are those of the OpenAI form, which the services of 2023 share.
 */
public enum Trouble {
  INVALID_REQUEST(400, "invalid_request_error"),
  CONTEXT_TOO_LONG(400, "context_length_exceeded"),
  CONTENT_POLICY(400, "content_policy_violation"),
  INVALID_KEY(401, "invalid_api_key"),
  FORBIDDEN(403, "forbidden"),
  NOT_FOUND(404, "not_found"),
  MODEL_NOT_FOUND(404, "model_not_found"),
  RATE_LIMITED(429, "rate_limit_exceeded"),
  OUT_OF_QUOTA(429, "insufficient_quota"),
  SERVER_ERROR(500, "server_error"),
  OVERLOADED(503, "overloaded");

  private final int status;
  private final String code;

  Trouble(int status, String code) {
    this.status = status;
    this.code = code;
  }

  /** The HTTP status, 4xx or 5xx. */
  public int status() {
    return status;
  }

  /** The word for it in {@code error.code}. */
  public String code() {
    return code;
  }
}
