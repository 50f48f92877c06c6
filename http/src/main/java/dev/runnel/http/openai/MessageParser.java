package dev.runnel.http.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.http.parse.JsonEvents;
import org.jspecify.annotations.Nullable;

/** Reads a choice's {@code delta} or {@code message}. */
final class MessageParser {
  private final JsonEvents json;

  MessageParser(JsonEvents json) {
    this.json = json;
  }

  /** Reads a message, whose opening bracket has been read, in place of any read before. */
  void read(Chunk chunk) {
    chunk.clearMessage();
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      switch (name) {
        case "content":
          chunk.text = value == JsonToken.START_ARRAY ? readParts() : json.textOrSkip(value);
          break;
        case "reasoning_content":
          chunk.reasoningContent = json.textOrSkip(value);
          break;
        case "reasoning":
          chunk.reasoning = json.textOrSkip(value);
          break;
        case "refusal":
          chunk.refusal = json.textOrSkip(value);
          break;
        case "tool_calls":
          readToolCalls(value, chunk);
          break;
        default:
          json.skip(value);
      }
    }
  }

  private String readParts() {
    StringBuilder text = new StringBuilder();
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (token == JsonToken.START_OBJECT) {
        String part = readPart();
        text.append(part == null ? "" : part);
      } else {
        json.skip(token);
      }
    }
    return text.toString();
  }

  private @Nullable String readPart() {
    String type = null;
    String text = null;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      if (name.equals("type")) {
        type = json.textOrSkip(value);
      } else if (name.equals("text")) {
        text = json.textOrSkip(value);
      } else {
        json.skip(value);
      }
    }
    return type == null || type.equals("text") ? text : null;
  }

  private void readToolCalls(JsonToken value, Chunk chunk) {
    chunk.toolCalls.clear();
    if (value != JsonToken.START_ARRAY) {
      json.skip(value);
      return;
    }
    int position = 0;
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (token == JsonToken.START_OBJECT) {
        chunk.toolCalls.add(readToolCall(position));
      } else {
        json.skip(token);
      }
      position++;
    }
  }

  private OpenAiToolCallDelta readToolCall(int position) {
    long index = position;
    String id = null;
    String functionName = null;
    String arguments = null;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      if (name.equals("index")) {
        index = json.numberOrSkip(value, position);
      } else if (name.equals("id")) {
        id = json.textOrSkip(value);
      } else if (name.equals("function") && value == JsonToken.START_OBJECT) {
        for (JsonToken t = json.next(); t != JsonToken.END_OBJECT; t = json.next()) {
          String field = json.name();
          String text = json.textOrSkip(json.next());
          if (field.equals("name")) {
            functionName = text;
          } else if (field.equals("arguments")) {
            arguments = text;
          }
        }
      } else {
        json.skip(value);
      }
    }
    boolean inRange = index >= 0 && index <= Integer.MAX_VALUE;
    return new OpenAiToolCallDelta(inRange ? (int) index : position, id, functionName, arguments);
  }
}
