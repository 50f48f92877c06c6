package ${package};

import dev.runnel.api.FinishReason;
import dev.runnel.http.EventReader;
import dev.runnel.http.HttpTransport;
import dev.runnel.http.ServiceError;
import dev.runnel.http.json.JsonCursor;
import dev.runnel.http.json.JsonView;
import dev.runnel.spi.Exchange;

/** Reads an answer: a JSON document a line. */
final class ${provider}Reader extends EventReader {
  private final JsonCursor json = new JsonCursor();

  ${provider}Reader(Exchange exchange, HttpTransport http) {
    super(exchange, http, Framing.LINES); // TODO or SERVER_SENT_EVENTS
  }

  @Override
  protected void onEvent(String name, byte[] array, int offset, int length) {
    json.read(array, offset, length, this::member);
  }

  // TODO what it answers
  private void member(String name, JsonCursor value) {
    switch (name) {
      case "text" -> token(value.text(""));
      case "finish" -> finish(FinishReason.of(FinishReason.Kind.STOP, value.text("")));
      case "error" -> fail(error(JsonView.parse(value.raw())));
      case "done" -> complete();
      default -> {} // what is not known yet means nothing
    }
  }

  private static ServiceError error(JsonView error) {
    return ServiceError.inBody(error.get("message").text(), null, error.get("code").text());
  }
}
