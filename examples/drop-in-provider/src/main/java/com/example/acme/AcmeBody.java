package com.example.acme;

import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.ResponseFormat;
import dev.runnel.api.RetryAdvice;
import dev.runnel.api.Tool;
import dev.runnel.api.ToolChoice;
import dev.runnel.http.json.JsonWriter;
import java.util.Locale;

/** Writes the body of {@code POST /chat}. */
final class AcmeBody {
  private AcmeBody() {}

  static JsonWriter of(ChatRequest request) {
    JsonWriter json = new JsonWriter().beginObject();
    json.field("model", request.model().orElseThrow());
    AcmeMessages.write(json.name("turns"), request.messages());
    request.temperature().ifPresent(value -> json.field("temperature", value));
    request.maxTokens().ifPresent(value -> json.field("max_tokens", value));
    request
        .reasoningEffort()
        .ifPresent(effort -> json.field("think", effort.name().toLowerCase(Locale.ROOT)));
    writeTools(json, request);
    request.responseFormat().accept(new AnswerForm(json));
    return json.endObject();
  }

  private static void writeTools(JsonWriter json, ChatRequest request) {
    ToolChoice.Mode choice = request.toolChoice().mode();
    if (choice == ToolChoice.Mode.NONE || request.tools().isEmpty()) {
      return; // none is called where none is offered
    }
    if (choice != ToolChoice.Mode.AUTO) {
      throw refused("It cannot be made to call a tool");
    }
    json.name("tools").beginArray();
    for (Tool tool : request.tools()) {
      json.beginObject().field("name", tool.name()).field("purpose", tool.description());
      json.name("takes")
          .rawValue(tool.parametersSchema().isBlank() ? "{}" : tool.parametersSchema());
      json.endObject();
    }
    json.endArray();
  }

  /** What the answer must look like. */
  private record AnswerForm(JsonWriter json) implements ResponseFormat.Visitor<JsonWriter> {
    @Override
    public JsonWriter text(ResponseFormat.Text format) {
      return json;
    }

    @Override
    public JsonWriter jsonSchema(ResponseFormat.JsonSchema format) {
      return json.name("answer_schema").rawValue(format.schema());
    }

    @Override
    public JsonWriter unknown(ResponseFormat format) {
      throw refused("It does not give " + format.getClass().getSimpleName());
    }
  }

  /** What the service has no way to say is refused, never left out. */
  static ChatException refused(String why) {
    return ChatException.builder(ErrorKind.INVALID_REQUEST, why)
        .retry(RetryAdvice.ANOTHER_ENDPOINT)
        .nextStep("Leave that out, or ask another service")
        .build();
  }
}
