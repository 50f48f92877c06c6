package dev.runnel.provider.gemini;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.http.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation as {@code contents}. There are two roles: what the caller and his tools say is of
 * the user. The results of the calls of one turn stand in one content, since their number must be
 * that of the calls. System messages stand elsewhere.
 */
final class Contents {
  private static final String USER = "user";
  private static final String MODEL = "model";

  private record Content(String role, boolean results, List<Part> parts) {}

  private final boolean signed;
  private final List<Content> contents = new ArrayList<>();

  /** The name of each call that was made, by its id: a result is sent under both. */
  private final Map<String, String> names = new HashMap<>();

  private Contents(boolean signed) {
    this.signed = signed;
  }

  /**
   * Writes a conversation as an array.
   *
   * @param signed whether the model refuses tool calls without a signature
   * @throws ChatException when it holds something that cannot be said to this service, or nothing
   *     that could be answered
   */
  static void write(JsonWriter json, List<Message> messages, boolean signed) {
    Contents contents = new Contents(signed);
    messages.stream().filter(message -> message.role() != Role.SYSTEM).forEach(contents::add);
    if (contents.contents.isEmpty()) {
      throw ChatException.builder(
              ErrorKind.INVALID_REQUEST, "Gemini answers no request without a user's message")
          .nextStep("Add a user's message beside the system message")
          .build();
    }
    contents.write(json);
  }

  private void add(Message message) {
    PartReader reader = new PartReader(names, signed && message.role() == Role.ASSISTANT);
    for (ContentPart part : message.parts()) {
      part.accept(reader);
    }
    List<Part> parts = reader.end();
    if (parts.isEmpty()) {
      if (message.role() != Role.USER) {
        return; // a content without parts is refused, and says nothing
      }
      parts.add(Part.text("")); // somebody is to be answered all the same
    }
    boolean results = message.role() == Role.TOOL;
    Content last = contents.isEmpty() ? null : contents.get(contents.size() - 1);
    if (results && last != null && last.results()) {
      last.parts().addAll(parts);
    } else {
      String role = message.role() == Role.ASSISTANT ? MODEL : USER;
      contents.add(new Content(role, results, new ArrayList<>(parts)));
    }
  }

  private void write(JsonWriter json) {
    json.beginArray();
    for (Content content : contents) {
      json.beginObject().field("role", content.role()).name("parts").beginArray();
      for (Part part : content.parts()) {
        json.beginObject();
        part.write(json);
        json.endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
  }
}
