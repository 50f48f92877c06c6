package com.example.acme;

import dev.runnel.api.ChatEvent.ToolCallDelta;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Usage;
import dev.runnel.http.EventReader;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.ServiceError;
import dev.runnel.http.json.JsonCursor;
import dev.runnel.http.json.JsonView;
import dev.runnel.spi.Exchange;
import java.util.Optional;

/** Reads an answer: a JSON document a line, each of which says one thing. */
final class AcmeReader extends EventReader {
  private final JsonCursor json = new JsonCursor();
  private int calls;

  AcmeReader(Exchange exchange, HttpTransport http) {
    super(exchange, http, Framing.LINES);
  }

  @Override
  protected void onEvent(String name, byte[] array, int offset, int length) {
    json.read(array, offset, length, this::member);
  }

  private void member(String name, JsonCursor value) {
    switch (name) {
      case "text" -> token(value.text(""));
      case "thought" -> reasoning(value.text(""));
      case "call" -> call(JsonView.parse(value.raw()));
      case "usage" -> usage(JsonView.parse(value.raw()));
      case "finish" -> finish(reason(value.text("")));
      case "error" -> error(JsonView.parse(value.raw()));
      case "done" -> complete();
      default -> {} // what is not known yet means nothing
    }
  }

  private void call(JsonView call) {
    Optional<String> id = Optional.ofNullable(call.get("id").text());
    Optional<String> tool = Optional.ofNullable(call.get("tool").text());
    toolCall(new ToolCallDelta(calls++, id, tool, call.get("with").text("")));
  }

  private void usage(JsonView usage) {
    exchange().usage(Usage.reported(usage.get("in").asLong(-1), usage.get("out").asLong(-1)));
  }

  private void error(JsonView error) {
    fail(ServiceError.inBody(error.get("message").text(), null, error.get("code").text()));
  }

  private static FinishReason reason(String word) {
    return switch (word) {
      case "end" -> FinishReason.of(FinishReason.Kind.STOP, word);
      case "length" -> FinishReason.of(FinishReason.Kind.LENGTH, word);
      case "tools" -> FinishReason.of(FinishReason.Kind.TOOL_CALLS, word);
      case "filter" -> FinishReason.of(FinishReason.Kind.CONTENT_FILTER, word);
      default -> FinishReason.of(FinishReason.Kind.OTHER, word);
    };
  }
}
