package dev.runnel.gateway.openai;

import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;

/** {@code {"error":{"message":…,"type":…,"param":…,"code":…}}}, all four always there. */
final class ErrorJson {
  private static final String INVALID = "invalid_request_error";
  private static final String SERVER = "server_error";

  private ErrorJson() {}

  static void write(StreamBytes json, Trouble trouble) {
    json.text("{\"error\":{\"message\":")
        .quoted(trouble.message())
        .text(",\"type\":")
        .quoted(type(trouble.kind()))
        .text(",\"param\":");
    orNull(json, trouble.parameter().orElse(parameter(trouble.kind())));
    json.text(",\"code\":");
    orNull(json, code(trouble.kind()));
    json.text("}}");
  }

  private static void orNull(StreamBytes json, String text) {
    if (text.isEmpty()) {
      json.text("null");
    } else {
      json.quoted(text);
    }
  }

  private static String type(Trouble.Kind kind) {
    return switch (kind) {
      case PERMISSION -> "permission_error";
      case RATE_LIMITED -> "rate_limit_error";
      case QUOTA -> "insufficient_quota";
      case INTERNAL, BAD_UPSTREAM, UNAVAILABLE, DRAINING, TIMEOUT -> SERVER;
      default -> INVALID;
    };
  }

  private static String code(Trouble.Kind kind) {
    return switch (kind) {
      case INVALID_REQUEST -> "";
      case CONTEXT_TOO_LONG -> "context_length_exceeded";
      case CONTENT_FILTERED -> "content_filter";
      case AUTHENTICATION -> "invalid_api_key";
      case PERMISSION -> "permission_denied";
      case MODEL_NOT_FOUND -> "model_not_found";
      case NOT_FOUND -> "unknown_url";
      case METHOD_NOT_ALLOWED -> "method_not_supported";
      case REQUEST_TIMEOUT -> "request_timeout";
      case TOO_LARGE -> "request_too_large";
      case UNSUPPORTED_MEDIA_TYPE -> "unsupported_content_type";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA -> "insufficient_quota";
      case INTERNAL -> "internal_error";
      case BAD_UPSTREAM -> "bad_gateway";
      case UNAVAILABLE, DRAINING -> "service_unavailable";
      case TIMEOUT -> "timeout";
    };
  }

  private static String parameter(Trouble.Kind kind) {
    return switch (kind) {
      case CONTEXT_TOO_LONG -> "messages";
      case MODEL_NOT_FOUND -> "model";
      default -> "";
    };
  }
}
