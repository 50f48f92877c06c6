package dev.runnel.provider.gemini;

import dev.runnel.http.json.JsonWriter;

/** Writes the members of one part. */
@FunctionalInterface
interface Part {
  void write(JsonWriter json);

  /** The same part with a signature on it. */
  default Part signed(String signature) {
    return json -> {
      write(json);
      json.field("thoughtSignature", signature);
    };
  }

  static Part text(String text) {
    return json -> json.field("text", text);
  }

  static Part thought(String text) {
    return json -> json.field("text", text).field("thought", true);
  }
}
