package dev.runnel.gateway.anthropic;

import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;

/** Errors in Anthropic's form. */
final class ErrorWords {
  private ErrorWords() {}

  /** One error document. */
  static StreamBytes write(StreamBytes out, Trouble trouble, String requestId) {
    String place = trouble.parameter().filter(path -> !path.isEmpty()).orElse("");
    String message = place.isEmpty() ? trouble.message() : place + ": " + trouble.message();
    return out.text("{\"type\":\"error\",\"error\":{\"type\":\"")
        .text(type(trouble.kind()))
        .text("\",\"message\":")
        .quoted(message)
        .text("},\"request_id\":")
        .quoted(requestId)
        .text("}");
  }

  private static String type(Trouble.Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST,
          CONTEXT_TOO_LONG,
          CONTENT_FILTERED,
          METHOD_NOT_ALLOWED,
          UNSUPPORTED_MEDIA_TYPE ->
          "invalid_request_error";
      case AUTHENTICATION -> "authentication_error";
      case PERMISSION -> "permission_error";
      case MODEL_NOT_FOUND, NOT_FOUND -> "not_found_error";
      case TOO_LARGE -> "request_too_large";
      case RATE_LIMITED -> "rate_limit_error";
      case QUOTA -> "billing_error";
      case UNAVAILABLE, DRAINING -> "overloaded_error";
      case REQUEST_TIMEOUT, TIMEOUT -> "timeout_error";
      case INTERNAL, BAD_UPSTREAM -> "api_error";
    };
  }
}
