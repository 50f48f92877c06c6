package dev.runnel.sandbox.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.runnel.sandbox.dialect.ErrorForm;

/** {@code {"error":"…"}}: Ollama has neither types nor codes. */
final class OllamaErrors {

  static final ErrorForm FORM = (trouble, message) -> document(message);

  private OllamaErrors() {}

  static String document(String message) {
    return JsonNodeFactory.instance.objectNode().put("error", message).toString();
  }
}
