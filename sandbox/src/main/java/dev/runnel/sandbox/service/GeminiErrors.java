package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.Trouble;

/**
 * {@code {"error":{"code":…,"message":…,"status":…,"details":[…]}}}, a {@code google.rpc.Status};
 * where the answer would have been an array, its only element.
 */
final class GeminiErrors {

  static final ErrorForm OBJECT = new Form(false);
  static final ErrorForm ARRAY = new Form(true);

  private static final String DOMAIN = "googleapis.com";
  private static final String TYPES = "type.googleapis.com/google.rpc.";

  private GeminiErrors() {}

  /** A request that is wrong, status 400. */
  static Finding invalid(String message) {
    return Finding.of(400, message).type("INVALID_ARGUMENT");
  }

  private record Form(boolean array) implements ErrorForm {

    @Override
    public int status(Trouble trouble) {
      return finding(trouble, "").status();
    }

    @Override
    public String document(Trouble trouble, String message) {
      ObjectNode document = GeminiErrors.document(finding(trouble, message));
      if (trouble == Trouble.OUT_OF_QUOTA) {
        quota(document, "GenerateRequestsPerDayPerProjectPerModel-FreeTier", "41s");
      } else if (trouble == Trouble.RATE_LIMITED) {
        quota(document, "GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "1s");
      }
      return text(document, array);
    }
  }

  /** The document of a finding, on several lines, as the service's own are. */
  static String document(Finding finding, boolean array) {
    return text(document(finding), array);
  }

  private static String text(ObjectNode document, boolean array) {
    return array
        ? JsonNodeFactory.instance.arrayNode().add(document).toPrettyString()
        : document.toPrettyString();
  }

  private static Finding finding(Trouble trouble, String message) {
    return switch (trouble) {
      case INVALID_REQUEST, CONTENT_POLICY -> invalid(message);
      case CONTEXT_TOO_LONG ->
          invalid(
              "The input token count (1048577) exceeds the maximum number of tokens allowed"
                  + " (1048576).");
      case INVALID_KEY -> invalidKey();
      case FORBIDDEN -> Finding.of(403, message).type("PERMISSION_DENIED");
      case NOT_FOUND -> Finding.of(404, message).type("NOT_FOUND");
      case MODEL_NOT_FOUND -> noModel("gemini-9", "generateContent");
      case RATE_LIMITED, OUT_OF_QUOTA ->
          Finding.of(
                  429,
                  "You exceeded your current quota, please check your plan and billing details. For"
                      + " more information on this error, head to:"
                      + " https://ai.google.dev/gemini-api/docs/rate-limits.")
              .type("RESOURCE_EXHAUSTED");
      case SERVER_ERROR -> Finding.of(500, message).type("INTERNAL");
      case OVERLOADED -> Finding.of(503, message).type("UNAVAILABLE");
    };
  }

  static Finding invalidKey() {
    return invalid("API key not valid. Please pass a valid API key.").code("API_KEY_INVALID");
  }

  static Finding noModel(String model, String method) {
    return Finding.of(
            404,
            "models/"
                + model
                + " is not found for API version v1beta, or is not supported for "
                + method
                + ". Call ListModels to see the list of available models and their supported"
                + " methods.")
        .type("NOT_FOUND");
  }

  private static ObjectNode document(Finding finding) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode error = document.putObject("error");
    error.put("code", finding.status()).put("message", finding.message());
    error.put("status", finding.type().isEmpty() ? "INVALID_ARGUMENT" : finding.type());
    finding
        .code()
        .ifPresent(
            reason -> {
              ObjectNode info = details(error).addObject().put("@type", TYPES + "ErrorInfo");
              info.put("reason", reason).put("domain", DOMAIN);
              info.putObject("metadata").put("service", "generativelanguage." + DOMAIN);
            });
    finding
        .param()
        .ifPresent(
            where -> {
              ObjectNode bad = details(error).addObject().put("@type", TYPES + "BadRequest");
              ObjectNode violation = bad.putArray("fieldViolations").addObject();
              violation.put("field", where).put("description", finding.message());
            });
    return document;
  }

  private static ArrayNode details(ObjectNode error) {
    return error.withArrayProperty("details");
  }

  private static void quota(ObjectNode document, String quotaId, String delay) {
    ArrayNode details = details((ObjectNode) document.get("error"));
    ObjectNode failure = details.addObject().put("@type", TYPES + "QuotaFailure");
    failure
        .putArray("violations")
        .addObject()
        .put("quotaMetric", "generativelanguage.googleapis.com/generate_content_free_tier_requests")
        .put("quotaId", quotaId)
        .put("quotaValue", "10");
    details.addObject().put("@type", TYPES + "RetryInfo").put("retryDelay", delay);
  }
}
