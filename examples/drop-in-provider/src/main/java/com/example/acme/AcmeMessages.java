package com.example.acme;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.http.json.JsonWriter;
import java.util.Base64;
import java.util.List;

/** Writes a conversation: each message a turn, each of its parts an object in it. */
final class AcmeMessages implements ContentPart.Visitor<JsonWriter> {
  private final JsonWriter json;

  private AcmeMessages(JsonWriter json) {
    this.json = json;
  }

  static void write(JsonWriter json, List<Message> messages) {
    AcmeMessages parts = new AcmeMessages(json);
    json.beginArray();
    for (Message message : messages) {
      json.beginObject().field("who", message.role().wireName()).name("parts").beginArray();
      message.parts().forEach(part -> part.accept(parts));
      json.endArray().endObject();
    }
    json.endArray();
  }

  @Override
  public JsonWriter text(ContentPart.Text part) {
    return json.beginObject().field("text", part.text()).endObject();
  }

  @Override
  public JsonWriter image(ContentPart.Image part) {
    byte[] bytes = part.data();
    if (bytes == null) {
      throw AcmeBody.refused("It takes images by their bytes, not by address");
    }
    String base64 = Base64.getEncoder().encodeToString(bytes);
    return json.beginObject().field(part.mediaType(), base64).endObject();
  }

  @Override
  public JsonWriter toolCall(ContentPart.ToolCall part) {
    json.beginObject().name("call").beginObject();
    json.field("id", part.id()).field("tool", part.name()).field("with", part.argumentsJson());
    return json.endObject().endObject();
  }

  @Override
  public JsonWriter toolResult(ContentPart.ToolResult part) {
    json.beginObject().name("result").beginObject();
    json.field("of", part.callId()).field("text", part.content());
    return json.endObject().endObject();
  }

  /** Acme thinks anew each time: what it thought before is not sent back. */
  @Override
  public JsonWriter reasoning(ContentPart.Reasoning part) {
    return json;
  }

  @Override
  public JsonWriter unknown(ContentPart part) {
    throw AcmeBody.refused("It does not take " + part.getClass().getSimpleName());
  }
}
