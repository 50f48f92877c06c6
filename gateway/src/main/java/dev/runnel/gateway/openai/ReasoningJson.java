package dev.runnel.gateway.openai;

import dev.runnel.gateway.form.StreamBytes;

/**
 * A signed thought, in the words of OpenRouter, whose clients give it back: OpenAI's own form has
 * none for it.
 */
final class ReasoningJson {
  private ReasoningJson() {}

  static void write(StreamBytes json, String text, String signature) {
    json.text("{\"type\":\"reasoning.text\",\"text\":")
        .quoted(text)
        .text(",\"signature\":")
        .quoted(signature)
        .text("}");
  }
}
