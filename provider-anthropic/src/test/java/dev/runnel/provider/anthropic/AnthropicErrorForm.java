package dev.runnel.provider.anthropic;

import dev.runnel.http.json.JsonWriter;
import dev.runnel.sandbox.dialect.ErrorForm;
import dev.runnel.sandbox.dialect.Trouble;
import java.util.Map;

/** How the service says what is wrong, as its documentation has it. */
final class AnthropicErrorForm implements ErrorForm {
  private record Said(int status, String type) {}

  private static final Map<Trouble, Said> SAID =
      Map.of(
          Trouble.INVALID_REQUEST, new Said(400, "invalid_request_error"),
          Trouble.CONTEXT_TOO_LONG, new Said(400, "invalid_request_error"),
          Trouble.CONTENT_POLICY, new Said(400, "invalid_request_error"),
          Trouble.INVALID_KEY, new Said(401, "authentication_error"),
          Trouble.OUT_OF_QUOTA, new Said(402, "billing_error"),
          Trouble.FORBIDDEN, new Said(403, "permission_error"),
          Trouble.MODEL_NOT_FOUND, new Said(404, "not_found_error"),
          Trouble.RATE_LIMITED, new Said(429, "rate_limit_error"),
          Trouble.SERVER_ERROR, new Said(500, "api_error"),
          Trouble.OVERLOADED, new Said(529, "overloaded_error"));

  private static final Map<Trouble, String> WORDS =
      Map.of(
          Trouble.CONTEXT_TOO_LONG, "prompt is too long: ",
          Trouble.CONTENT_POLICY, "Output blocked by content filtering policy: ",
          Trouble.MODEL_NOT_FOUND, "model: ");

  @Override
  public int status(Trouble trouble) {
    return SAID.get(trouble).status();
  }

  @Override
  public String document(Trouble trouble, String message) {
    JsonWriter json = new JsonWriter().beginObject().field("type", "error");
    json.name("error").beginObject().field("type", SAID.get(trouble).type());
    json.field("message", WORDS.getOrDefault(trouble, "") + message).endObject();
    return json.field("request_id", "req_1").endObject().toString();
  }
}
