package dev.runnel.provider.ollama;

import dev.runnel.api.ContentPart;
import dev.runnel.api.ReasoningEffort;
import dev.runnel.http.json.JsonWriter;

/** Reasoning, which Ollama calls thinking. */
final class Thinking {
  /**
   * Marks reasoning as this driver's, so that it is given back with the answer it belongs to: some
   * models want it in a tool round. Ollama itself signs nothing.
   */
  static final String SIGNATURE = "ollama:thinking";

  private Thinking() {}

  static boolean isOurs(ContentPart.Reasoning reasoning) {
    return SIGNATURE.equals(reasoning.signature());
  }

  /**
   * How long to think. A model that knows on and off only takes every level as on; none takes less
   * than low.
   */
  static void write(JsonWriter json, ReasoningEffort effort) {
    switch (effort) {
      case NONE -> json.value(false);
      case MINIMAL, LOW -> json.value("low");
      case MEDIUM -> json.value("medium");
      case HIGH -> json.value("high");
    }
  }
}
