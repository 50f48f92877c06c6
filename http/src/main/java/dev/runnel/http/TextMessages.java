package dev.runnel.http;

import dev.runnel.api.ChatException;
import dev.runnel.api.ContentPart;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Message;
import dev.runnel.http.json.JsonWriter;
import java.util.List;

/** Conversations of plain text, for services that take nothing else. */
public final class TextMessages {
  private static final ContentPart.Visitor<String> TEXT_ONLY =
      new ContentPart.Visitor<>() {
        @Override
        public String text(ContentPart.Text text) {
          return text.text();
        }

        @Override
        public String unknown(ContentPart part) {
          throw ChatException.builder(
                  ErrorKind.INVALID_REQUEST,
                  "This service takes text only, not " + part.getClass().getSimpleName())
              .nextStep("Send text only, or ask a service that takes more")
              .build();
        }
      };

  private TextMessages() {}

  /**
   * Writes a conversation as an array of {@code {"role", "content"}}.
   *
   * @throws ChatException when a message holds anything but text
   */
  public static void write(JsonWriter json, List<Message> messages) {
    json.beginArray();
    for (Message message : messages) {
      json.beginObject()
          .field("role", message.role().wireName())
          .field("content", text(message))
          .endObject();
    }
    json.endArray();
  }

  /**
   * All text of one message, joined without separator.
   *
   * @throws ChatException when it holds anything but text
   */
  public static String text(Message message) {
    StringBuilder text = new StringBuilder();
    for (ContentPart part : message.parts()) {
      text.append(part.accept(TEXT_ONLY));
    }
    return text.toString();
  }
}
