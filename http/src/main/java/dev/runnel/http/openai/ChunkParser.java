package dev.runnel.http.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.http.parse.JsonEvents;
import org.jspecify.annotations.Nullable;

/** Reads any event of the OpenAI form. This is what decides what an event says. */
final class ChunkParser {
  private final JsonEvents json = new JsonEvents();
  private final MessageParser messages = new MessageParser(json);
  private final UsageParser usages = new UsageParser(json);
  private final Runnable top = this::readTop;

  private Chunk chunk = new Chunk();

  /** Reads the event {@code array[start..end)} into the chunk, whatever that held before. */
  void parse(byte[] array, int start, int end, Chunk into) {
    into.clear();
    chunk = into;
    json.readObject(array, start, end, top);
  }

  private void readTop() {
    boolean hasChoices = false;
    boolean isError = false;
    String message = null;
    String type = null;
    String code = null;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      switch (name) {
        case "id":
          chunk.id = json.textOrSkip(value);
          break;
        case "model":
          chunk.model = json.textOrSkip(value);
          break;
        case "choices":
          hasChoices = value == JsonToken.START_ARRAY;
          readChoices(value);
          break;
        case "usage":
          chunk.usage = usages.read(value);
          break;
        case "error":
          chunk.error = readError(value);
          break;
        case "object":
          isError = "error".equals(json.textOrSkip(value));
          break;
        case "message":
          message = json.scalarOrSkip(value);
          break;
        case "type":
          type = json.scalarOrSkip(value);
          break;
        case "code":
          code = json.scalarOrSkip(value);
          break;
        default:
          json.skip(value);
      }
    }
    boolean bareError = !hasChoices && (message != null || code != null);
    if (chunk.error == null && (isError || bareError)) {
      chunk.error = new OpenAiError(message, type, code);
    }
  }

  private void readChoices(JsonToken value) {
    chunk.clearChoice();
    if (value != JsonToken.START_ARRAY) {
      json.skip(value);
      return;
    }
    boolean found = false;
    int position = 0;
    for (JsonToken token = json.next(); token != JsonToken.END_ARRAY; token = json.next()) {
      if (found || token != JsonToken.START_OBJECT) {
        json.skip(token);
      } else {
        found = readChoice(position) == 0;
        if (!found) {
          chunk.clearChoice();
        }
      }
      position++;
    }
  }

  /** Reads a choice, and returns its index. */
  private long readChoice(int position) {
    long index = position;
    boolean hasDelta = false;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      JsonToken value = json.next();
      boolean isObject = value == JsonToken.START_OBJECT;
      if (name.equals("index")) {
        index = json.numberOrSkip(value, position);
      } else if (name.equals("finish_reason")) {
        String reason = json.textOrSkip(value);
        chunk.finishReason = reason == null || reason.isEmpty() ? null : reason;
      } else if (isObject && name.equals("delta")) {
        hasDelta = true;
        messages.read(chunk);
      } else if (isObject && name.equals("message") && !hasDelta) {
        messages.read(chunk);
      } else {
        json.skip(value);
      }
    }
    return index;
  }

  private @Nullable OpenAiError readError(JsonToken value) {
    if (value != JsonToken.START_OBJECT) {
      boolean none = value == JsonToken.VALUE_NULL || value == JsonToken.VALUE_FALSE;
      String text = json.textOrSkip(value);
      return none ? null : new OpenAiError(text, null, null);
    }
    String message = null;
    String type = null;
    String code = null;
    for (JsonToken token = json.next(); token != JsonToken.END_OBJECT; token = json.next()) {
      String name = json.name();
      String text = json.scalarOrSkip(json.next());
      switch (name) {
        case "message":
          message = text;
          break;
        case "type":
          type = text;
          break;
        case "code":
          code = text;
          break;
        default:
      }
    }
    return new OpenAiError(message, type, code);
  }
}
