package dev.runnel.http;

import static dev.runnel.http.RawUpstream.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.FinishReason;
import dev.runnel.api.Outcome;
import dev.runnel.http.json.JsonCursor;
import dev.runnel.spi.Exchange;
import org.junit.jupiter.api.Test;

/**
 * A form of its own, streamed as server-sent events and as lines: what an author writes himself.
 */
class EventReaderTest {
  private static final String HEL = "{\"text\":\"Hel\"}";
  private static final String LO = "{\"text\":\"lo\"}";
  private static final String REASON = "{\"reason\":\"stop\"}";
  private static final String LAST = "{\"last\":true}";

  private static final class SmallReader extends EventReader {
    private final JsonCursor json = new JsonCursor();
    private String text = "";
    private String reason = "";
    private boolean last;
    private boolean error;

    SmallReader(Exchange exchange, HttpTransport http, Framing framing) {
      super(exchange, http, framing);
    }

    @Override
    protected void onEvent(String name, byte[] array, int offset, int length) {
      text = "";
      reason = "";
      last = false;
      error = false;
      json.read(array, offset, length, this::member);
      if (error) {
        fail(ServiceError.inDocument(array, offset, length));
        return;
      }
      token(text);
      if (!reason.isEmpty()) {
        finish(FinishReason.of(FinishReason.Kind.STOP, reason));
      }
      if (last) {
        complete();
      }
    }

    private void member(String name, JsonCursor value) {
      switch (name) {
        case "text" -> text = value.text("");
        case "reason" -> reason = value.text("");
        case "last" -> last = value.asBoolean(false);
        case "error" -> error = true;
        default -> {}
      }
    }
  }

  private static TestEndpoint.Speech speech(EventReader.Framing framing) {
    return (http, request, exchange) ->
        http.post("/ask").body("{}".getBytes(UTF_8), "application/json").stream(
            exchange, new SmallReader(exchange, http, framing));
  }

  private static Listening hear(EventReader.Framing framing, String body) throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(response(200, "text/plain", body));
        TestEndpoint endpoint = TestEndpoint.at(upstream.url(), speech(framing))) {
      Listening listening = Listening.to(endpoint.client);
      listening.outcome();
      return listening;
    }
  }

  private static Listening events(String... data) throws Exception {
    StringBuilder body = new StringBuilder(": ping\n\n");
    for (String each : data) {
      body.append("data: ").append(each).append("\n\n");
    }
    return hear(EventReader.Framing.SERVER_SENT_EVENTS, body.toString());
  }

  private static Listening documents(String... documents) throws Exception {
    return hear(EventReader.Framing.SERVER_SENT_EVENTS, String.join("\n", documents));
  }

  private static Listening lines(String... lines) throws Exception {
    return hear(EventReader.Framing.LINES, String.join("\n", lines));
  }

  private static void completed(Listening listening) throws Exception {
    assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
    assertThat(listening.text).hasToString("Hello");
  }

  private static void endedEarly(Listening listening) throws Exception {
    assertThat(listening.outcome())
        .isInstanceOfSatisfying(
            Outcome.Incomplete.class,
            it -> assertThat(it.reason()).isEqualTo(Outcome.Incomplete.Reason.ENDED_EARLY));
  }

  private static void failed(Listening listening, ErrorKind kind) throws Exception {
    assertThat(listening.failed().cause().kind()).isEqualTo(kind);
  }

  @Test
  void anEndMarkCompletesAndNothingAfterItIsRead() throws Exception {
    completed(events(HEL, LO, LAST, "{\"text\":\"more\"}", "{oops"));
    completed(lines(HEL, LO, LAST, "{\"text\":\"more\"}", "{oops"));
  }

  @Test
  void anEndMarkInTheLastLineNeedsNoLineEnd() throws Exception {
    completed(lines("", HEL, "  " + LO + "\r", LAST));
  }

  @Test
  void aFinishReasonIsEvidence() throws Exception {
    completed(events(HEL, LO, REASON));
    completed(lines(HEL, LO, REASON, ""));
  }

  @Test
  void withoutEvidenceTheAnswerEndedEarly() throws Exception {
    endedEarly(events(HEL, LO));
    endedEarly(lines(HEL, LO, ""));
  }

  @Test
  void aLastEventThatIsCutIsNoneAndNoMistake() throws Exception {
    endedEarly(hear(EventReader.Framing.SERVER_SENT_EVENTS, "data: " + HEL + "\n\ndata: {\"te"));
    endedEarly(lines(HEL, "{\"te"));
  }

  @Test
  void aMalformedEventBreaksTheProtocol() throws Exception {
    failed(events(HEL, "{oops", LAST), ErrorKind.PROTOCOL);
    failed(lines(HEL, "{oops", LAST), ErrorKind.PROTOCOL);
    failed(lines("oops", LAST), ErrorKind.PROTOCOL);
  }

  @Test
  void anErrorInTheStreamFailsTheCallOnce() throws Exception {
    String error = "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Slow down\"}}";
    Listening events = events(HEL, error, LO, LAST);
    failed(events, ErrorKind.RATE_LIMITED);
    assertThat(events.text).hasToString("Hel");
    assertThat(events.failed().cause()).hasMessageContaining("Slow down");
    failed(lines(HEL, error, LO, LAST), ErrorKind.RATE_LIMITED);
    failed(lines("{\"error\":\"unknown model\"}"), ErrorKind.MODEL_NOT_FOUND);
  }

  @Test
  void anErrorInPlaceOfAStreamIsUnderstood() throws Exception {
    failed(
        documents("{\n \"error\": {\n  \"message\": \"Unknown model\" }\n}"),
        ErrorKind.MODEL_NOT_FOUND);
  }

  @Test
  void anErrorEventNeedNotBeJson() throws Exception {
    failed(
        hear(EventReader.Framing.SERVER_SENT_EVENTS, "event: error\ndata: rate limit\n\n"),
        ErrorKind.RATE_LIMITED);
  }

  @Test
  void documentsInPlaceOfAStreamAreAnAnswer() throws Exception {
    completed(documents(HEL, LO));
    completed(documents(HEL, LO, REASON));
    completed(documents(HEL, LO, LAST));
    completed(documents("{\"text\":\"Hello\",\"reason\":\"stop\",\"last\":true}", "{oops"));
  }

  @Test
  void aFinishReasonInADocumentIsTold() throws Exception {
    for (String document :
        new String[] {
          "{\"text\":\"Hello\",\"reason\":\"odd\"}",
          "{\"text\":\"Hello\",\"reason\":\"odd\",\"last\":true}"
        }) {
      assertThat(((Outcome.Completed) documents(document).outcome()).finishReason().wireName())
          .hasValue("odd");
    }
  }

  @Test
  void aDocumentThatIsCutIsNoEvidence() throws Exception {
    endedEarly(documents(HEL, "{\"te"));
    failed(documents("{\"te"), ErrorKind.PROTOCOL);
  }

  @Test
  void aWebPageIsNoAnswer() throws Exception {
    failed(
        hear(EventReader.Framing.LINES, "<html><title>Just a moment</title>"), ErrorKind.BLOCKED);
  }

  @Test
  void nothingButKeepAlivesBreaksTheProtocol() throws Exception {
    failed(events(), ErrorKind.PROTOCOL);
    failed(events("", " "), ErrorKind.PROTOCOL);
    failed(lines("", ""), ErrorKind.PROTOCOL);
  }

  @Test
  void anErrorBetweenTheEventsIsAnError() throws Exception {
    String bare = "{\n  \"error\": {\n    \"message\": \"overloaded\", \"code\": 503\n  }\n}\n";
    Listening listening =
        hear(
            EventReader.Framing.SERVER_SENT_EVENTS,
            "data: " + HEL + "\n\ndata: " + LO + "\n\n" + bare);

    failed(listening, ErrorKind.UNAVAILABLE);
    assertThat(listening.text).hasToString("Hello");
  }

  @Test
  void halfAnErrorBetweenTheEventsIsAnEarlyEnd() throws Exception {
    endedEarly(
        hear(EventReader.Framing.SERVER_SENT_EVENTS, "data: " + HEL + "\n\n{\n  \"error\": {"));
  }
}
