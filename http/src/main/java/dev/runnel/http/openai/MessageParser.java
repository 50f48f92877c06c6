package dev.runnel.http.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.http.parse.JsonEvents;
import org.jspecify.annotations.Nullable;

/** Reads a choice's {@code delta} or {@code message}. */
final class MessageParser {
  private final JsonEvents json;

  // What the function that was read last says.
  private @Nullable String functionName;
  private @Nullable String arguments;

  MessageParser(JsonEvents json) {
    this.json = json;
  }

  /** Reads a message, whose opening bracket has been read, in place of any read before. */
  void read(Chunk chunk) {
    chunk.clearMessage();
    OpenAiToolCallDelta legacyCall = null;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      switch (name) {
        case "content":
          chunk.thinking = null;
          chunk.text = value == JsonToken.START_ARRAY ? readParts(chunk) : json.textOrSkip(value);
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
        case "function_call":
          legacyCall = null;
          if (value == JsonToken.START_OBJECT) {
            functionName = null;
            arguments = null;
            readFunction();
            legacyCall = new OpenAiToolCallDelta(0, null, functionName, arguments);
          } else {
            json.skip(value);
          }
          break;
        default:
          json.skip(value);
      }
    }
    if (legacyCall != null && chunk.toolCalls.isEmpty()) {
      chunk.toolCalls.add(legacyCall);
    }
  }

  private String readParts(Chunk chunk) {
    StringBuilder text = new StringBuilder();
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (token == JsonToken.START_OBJECT) {
        String part = readPart(chunk);
        text.append(part == null ? "" : part);
      } else {
        json.skip(token);
      }
    }
    return text.toString();
  }

  /** Reads a part; returns its text, and adds its thinking to what was thought before. */
  private @Nullable String readPart(Chunk chunk) {
    String type = null;
    String text = null;
    String thought = null;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      if (name.equals("type")) {
        type = json.textOrSkip(value);
      } else if (name.equals("text")) {
        text = json.textOrSkip(value);
      } else if (name.equals("thinking")) {
        thought = value == JsonToken.START_ARRAY ? readTexts() : json.textOrSkip(value);
      } else {
        json.skip(value);
      }
    }
    if ("thinking".equals(type) && thought != null) {
      chunk.thinking = chunk.thinking == null ? thought : chunk.thinking + thought;
    }
    return type == null || type.equals("text") ? text : null;
  }

  /** Joins the texts of parts within a part. */
  private String readTexts() {
    StringBuilder text = new StringBuilder();
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (token != JsonToken.START_OBJECT) {
        json.skip(token);
        continue;
      }
      String piece = null;
      for (JsonToken t = json.next(); t != JsonToken.END_OBJECT; t = json.next()) {
        boolean isText = json.name().equals("text");
        JsonToken value = json.next();
        if (isText) {
          piece = json.textOrSkip(value);
        } else {
          json.skip(value);
        }
      }
      text.append(piece == null ? "" : piece);
    }
    return text.toString();
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
    functionName = null;
    arguments = null;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      if (name.equals("index")) {
        index = json.numberOrSkip(value, position);
      } else if (name.equals("id")) {
        id = json.textOrSkip(value);
      } else if (name.equals("function") && value == JsonToken.START_OBJECT) {
        readFunction();
      } else {
        json.skip(value);
      }
    }
    boolean inRange = index >= 0 && index <= Integer.MAX_VALUE;
    return new OpenAiToolCallDelta(inRange ? (int) index : position, id, functionName, arguments);
  }

  /** Reads a function: its fields replace what was read of one before. */
  private void readFunction() {
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      if (name.equals("name")) {
        functionName = json.textOrSkip(value);
      } else if (name.equals("arguments")) {
        // Some servers send the arguments themselves where their JSON text is due.
        arguments =
            value == JsonToken.START_OBJECT ? RawJson.read(json, value) : json.textOrSkip(value);
      } else {
        json.skip(value);
      }
    }
  }
}
