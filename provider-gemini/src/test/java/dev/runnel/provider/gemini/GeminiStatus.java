package dev.runnel.provider.gemini;

import dev.runnel.api.ErrorKind;

/** Errors as the service words them, for tests. */
final class GeminiStatus {
  private GeminiStatus() {}

  /** The status of the answer; 0 where the service cannot say this. */
  static int code(ErrorKind kind) {
    return switch (kind) {
      case INVALID_REQUEST, CONTEXT_TOO_LONG, AUTHENTICATION -> 400;
      case PERMISSION -> 403;
      case MODEL_NOT_FOUND -> 404;
      case RATE_LIMITED, QUOTA -> 429;
      case UNAVAILABLE -> 503;
      default -> 0;
    };
  }

  /** The document. */
  static String of(ErrorKind kind, String message) {
    return switch (kind) {
      case AUTHENTICATION ->
          document(
              400,
              "INVALID_ARGUMENT",
              "API key not valid. " + message,
              "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                  + "\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}");
      case CONTEXT_TOO_LONG ->
          document(
              400,
              "INVALID_ARGUMENT",
              "The input token count (9) exceeds the maximum number of tokens allowed (8). "
                  + message);
      case PERMISSION -> document(403, "PERMISSION_DENIED", message);
      case MODEL_NOT_FOUND ->
          document(404, "NOT_FOUND", "models/x is not found for API version v1beta. " + message);
      case RATE_LIMITED ->
          document(
              429,
              "RESOURCE_EXHAUSTED",
              "You exceeded your current quota, please check your plan. " + message,
              quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier"),
              retry("26s"));
      case QUOTA ->
          document(
              429,
              "RESOURCE_EXHAUSTED",
              "You exceeded your current quota, please check your plan. " + message,
              quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier"),
              retry("26.5s"));
      case UNAVAILABLE -> document(503, "UNAVAILABLE", message);
      case INVALID_REQUEST -> document(400, "INVALID_ARGUMENT", message);
      default -> document(500, "INTERNAL", message);
    };
  }

  static String document(int code, String status, String message, String... details) {
    return "{\"error\":{\"code\":"
        + code
        + ",\"message\":"
        + GeminiFormat.quoted(message)
        + ",\"status\":\""
        + status
        + "\",\"details\":["
        + String.join(",", details)
        + "]}}";
  }

  static String quota(String id) {
    return "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":["
        + "{\"quotaMetric\":\"generativelanguage.googleapis.com/requests\",\"quotaId\":\""
        + id
        + "\",\"quotaValue\":\"10\"}]}";
  }

  static String retry(String delay) {
    return "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\""
        + delay
        + "\"}";
  }
}
