package dev.runnel.http.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.runnel.http.json.JsonWriter;
import dev.runnel.http.parse.JsonEvents;

/** Reads a value back into JSON text; numbers and the order of members are as they were sent. */
final class RawJson {
  private RawJson() {}

  static String read(JsonEvents json, JsonToken start) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    boolean first = true;
    for (JsonToken token = start; ; token = json.next()) {
      if (!first && !token.isStructEnd()) {
        out.append(',');
      }
      first = token == JsonToken.FIELD_NAME || token.isStructStart();
      switch (token) {
        case FIELD_NAME -> out.append(quoted(json.name())).append(':');
        case VALUE_STRING -> out.append(quoted(json.exactText()));
        default -> out.append(token.asString() == null ? json.exactText() : token.asString());
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return out.toString();
      }
    }
  }

  private static String quoted(String text) {
    return new JsonWriter().value(text).toString();
  }
}
