package dev.runnel.gateway.soak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Reads an answer as a client would, and sees whether it is whole. */
final class AnswerReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Form form;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder remark = new StringBuilder();
  private Buffer waiting = Buffer.buffer();
  private boolean whole;
  private boolean error;
  private int tokens;

  AnswerReader(Form form) {
    this.form = form;
  }

  /** Takes some bytes of a response that said yes. */
  void feed(Buffer bytes) {
    waiting.appendBuffer(bytes);
    if (form.isStream()) {
      takeEvents();
    }
  }

  private void takeEvents() {
    String all = waiting.toString(StandardCharsets.ISO_8859_1);
    int from = 0;
    for (int end = all.indexOf("\n\n"); end >= 0; end = all.indexOf("\n\n", from)) {
      event(
          new String(
              all.substring(from, end).getBytes(StandardCharsets.ISO_8859_1),
              StandardCharsets.UTF_8));
      from = end + 2;
    }
    if (from > 0) {
      waiting = waiting.getBuffer(from, waiting.length());
    }
  }

  private void event(String event) {
    for (String line : event.split("\n")) {
      if (line.startsWith("data: ")) {
        data(line.substring(6));
      } else if (!line.startsWith("event: ") && !line.startsWith(":")) {
        remark.append("a line '").append(line).append("'; ");
      }
    }
  }

  private void data(String data) {
    if (whole || error) {
      remark.append("after the end: ").append(data).append("; ");
    }
    if (form.isOpenAi() && data.equals("[DONE]")) {
      whole = true;
      return;
    }
    JsonNode node = parse(data);
    error |= node.has("error");
    JsonNode piece = form.isOpenAi() ? node.at("/choices/0/delta/content") : node.at("/delta/text");
    if (piece.isTextual() && !piece.asText().isEmpty()) {
      tokens++;
      text.append(piece.asText());
    }
    whole |= !form.isOpenAi() && node.path("type").asText().equals("message_stop");
  }

  /** The body of a response that said yes has come to its end. */
  void end() {
    if (!form.isStream()) {
      JsonNode node = parse(waiting.toString());
      text.append(
          (form.isOpenAi() ? node.at("/choices/0/message/content") : node.at("/content/0/text"))
              .asText());
      whole = true;
    } else if (waiting.length() > 0) {
      remark.append("half an event: ").append(waiting).append("; ");
    }
  }

  /** Looks at the body of a response that said no. */
  void refusal(Buffer body) {
    if (!parse(body.toString()).path("error").path("message").isTextual()) {
      remark.append("no error document: ").append(body).append("; ");
    }
  }

  private JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      remark.append("no JSON: ").append(json).append("; ");
      return JSON.createObjectNode();
    }
  }

  /** Pieces of the answer so far. */
  int tokens() {
    return tokens;
  }

  boolean sawError() {
    return error;
  }

  boolean isWhole() {
    return whole;
  }

  String text() {
    return text.toString();
  }

  String remark() {
    return remark.toString();
  }
}
