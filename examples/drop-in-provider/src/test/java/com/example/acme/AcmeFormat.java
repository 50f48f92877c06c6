package com.example.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.testkit.contract.WireFormat;
import dev.runnel.testkit.upstream.HttpAnswer;
import java.util.List;
import java.util.Optional;

/** How Acme writes an answer down. */
final class AcmeFormat implements WireFormat {
  @Override
  public String contentType() {
    return "application/x-ndjson";
  }

  @Override
  public byte[] token(String text) {
    return line(json().field("text", text));
  }

  @Override
  public byte[] reasoning(String text) {
    return line(json().field("thought", text));
  }

  @Override
  public List<byte[]> toolCall(int index, String id, String name, List<String> arguments) {
    JsonWriter call = json().name("call").beginObject().field("id", id).field("tool", name);
    return List.of(line(call.field("with", String.join("", arguments)).endObject()));
  }

  @Override
  public byte[] finish(FinishReason.Kind reason) {
    String word =
        switch (reason) {
          case STOP -> "end";
          case LENGTH -> "length";
          case TOOL_CALLS -> "tools";
          default -> "filter";
        };
    return line(json().field("finish", word));
  }

  @Override
  public byte[] usage(long input, long output) {
    JsonWriter usage = json().name("usage").beginObject().field("in", input).field("out", output);
    return line(usage.endObject());
  }

  @Override
  public byte[] end() {
    return line(json().field("done", true));
  }

  @Override
  public byte[] keepAlive() {
    return line(json());
  }

  @Override
  public byte[] malformed() {
    return "{\"text\": nonsense}\n".getBytes(UTF_8);
  }

  @Override
  public byte[] error(ErrorKind kind, String message) {
    return line(said(kind, message));
  }

  @Override
  public Optional<HttpAnswer> refusal(ErrorKind kind, String message) {
    int status =
        switch (kind) {
          case AUTHENTICATION -> 401;
          case PERMISSION, QUOTA -> 403;
          case MODEL_NOT_FOUND -> 404;
          case RATE_LIMITED -> 429;
          case UNAVAILABLE -> 503;
          default -> 400;
        };
    return Optional.of(HttpAnswer.status(status).json(said(kind, message).endObject().toString()));
  }

  private static JsonWriter said(ErrorKind kind, String message) {
    JsonWriter error = json().name("error").beginObject().field("message", message);
    return error.field("code", code(kind)).endObject();
  }

  private static String code(ErrorKind kind) {
    return switch (kind) {
      case AUTHENTICATION -> "invalid_api_key";
      case PERMISSION -> "permission_denied";
      case RATE_LIMITED -> "rate_limit_exceeded";
      case QUOTA -> "TEAM_BUDGET";
      case CONTEXT_TOO_LONG -> "context_length_exceeded";
      case MODEL_NOT_FOUND -> "model_not_found";
      case CONTENT_FILTERED -> "content_filter";
      case INVALID_REQUEST -> "invalid_request";
      default -> "overloaded";
    };
  }

  private static JsonWriter json() {
    return new JsonWriter().beginObject();
  }

  private static byte[] line(JsonWriter json) {
    return (json.endObject() + "\n").getBytes(UTF_8);
  }
}
