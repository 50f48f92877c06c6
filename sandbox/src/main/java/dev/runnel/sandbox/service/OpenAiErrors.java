package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.Trouble;

/** {@code {"error":{"message":…,"type":…,"param":…,"code":…}}}, all four always there. */
final class OpenAiErrors {

  static final ErrorForm FORM = (trouble, message) -> document(finding(trouble, message));

  private static final String INVALID = "invalid_request_error";

  private OpenAiErrors() {}

  /** A request that is wrong, status 400. */
  static Finding invalid(String message) {
    return Finding.of(400, message).type(INVALID);
  }

  private static Finding finding(Trouble trouble, String message) {
    Finding plain = invalid(message);
    return switch (trouble) {
      case INVALID_REQUEST -> plain;
      case CONTEXT_TOO_LONG -> plain.param("messages").code(trouble.code());
      case CONTENT_POLICY, INVALID_KEY, MODEL_NOT_FOUND -> plain.code(trouble.code());
      case FORBIDDEN ->
          plain.type("request_forbidden").code("unsupported_country_region_territory");
      case NOT_FOUND -> plain.code("unknown_url");
      case RATE_LIMITED -> plain.type("requests").code(trouble.code());
      case OUT_OF_QUOTA -> plain.type(trouble.code()).code(trouble.code());
      case SERVER_ERROR, OVERLOADED -> plain.type("server_error");
    };
  }

  /** The document that says this, on several lines, as OpenAI's own are. */
  static String document(Finding finding) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("error")
        .put("message", finding.message())
        .put("type", finding.type().isEmpty() ? INVALID : finding.type())
        .put("param", finding.param().orElse(null))
        .put("code", finding.code().orElse(null));
    return document.toPrettyString();
  }
}
