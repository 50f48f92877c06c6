package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.Trouble;

/** {@code {"type":"error","error":{"type":…,"message":…},"request_id":…}}. */
final class AnthropicErrors implements ErrorForm {

  static final AnthropicErrors FORM = new AnthropicErrors();

  /** The request's id in an error that no request of its own brought about. */
  static final String REQUEST_ID = "req_011CSandboxSandboxSandbox";

  private static final String INVALID = "invalid_request_error";

  private AnthropicErrors() {}

  /** A request that is wrong, status 400. */
  static Finding invalid(String message) {
    return Finding.of(400, message).type(INVALID);
  }

  @Override
  public int status(Trouble trouble) {
    return finding(trouble, "").status();
  }

  @Override
  public String document(Trouble trouble, String message) {
    return document(finding(trouble, message));
  }

  private static Finding finding(Trouble trouble, String message) {
    return switch (trouble) {
      case INVALID_REQUEST -> invalid(message);
      case CONTEXT_TOO_LONG -> invalid("prompt is too long: " + message);
      case CONTENT_POLICY -> invalid("Output blocked by content filtering policy: " + message);
      case INVALID_KEY -> Finding.of(401, message).type("authentication_error");
      case OUT_OF_QUOTA -> Finding.of(402, message).type("billing_error");
      case FORBIDDEN -> Finding.of(403, message).type("permission_error");
      case NOT_FOUND -> Finding.of(404, message).type("not_found_error");
      case MODEL_NOT_FOUND -> Finding.of(404, "model: " + message).type("not_found_error");
      case RATE_LIMITED -> Finding.of(429, message).type("rate_limit_error");
      case SERVER_ERROR -> Finding.of(500, message).type("api_error");
      case OVERLOADED -> Finding.of(529, message).type("overloaded_error");
    };
  }

  /** The document that says this. */
  static String document(Finding finding) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("type", "error");
    document
        .putObject("error")
        .put("type", finding.type().isEmpty() ? INVALID : finding.type())
        .put("message", finding.message());
    return document.put("request_id", REQUEST_ID).toString();
  }
}
