package dev.runnel.gateway.openai;

import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.StreamBytes;

/** What all pieces of one answer begin with. */
final class Envelope {
  private Envelope() {}

  /** Writes an object's first members; the object stays open. */
  static void open(StreamBytes json, String object, AnswerLabel label) {
    json.text("{\"id\":")
        .quoted("chatcmpl-" + label.id())
        .text(",\"object\":")
        .quoted(object)
        .text(",\"created\":")
        .number(label.created().getEpochSecond())
        .text(",\"model\":")
        .quoted(label.model());
  }
}
