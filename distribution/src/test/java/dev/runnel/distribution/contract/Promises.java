package dev.runnel.distribution.contract;

import static dev.runnel.distribution.contract.Expected.cancelled;
import static dev.runnel.distribution.contract.Expected.cancelledBeforeContent;
import static dev.runnel.distribution.contract.Expected.completed;
import static dev.runnel.distribution.contract.Expected.completedWithoutContent;
import static dev.runnel.distribution.contract.Expected.connectionLost;
import static dev.runnel.distribution.contract.Expected.endedEarly;
import static dev.runnel.distribution.contract.Expected.failed;
import static dev.runnel.distribution.contract.Expected.failedAfterContent;
import static dev.runnel.distribution.contract.Expected.incomplete;
import static dev.runnel.distribution.contract.Promise.row;
import static dev.runnel.distribution.contract.Upstream.GEMINI;
import static dev.runnel.distribution.contract.Upstream.GRAVITYENGINE;
import static dev.runnel.distribution.contract.Upstream.OLLAMA;
import static dev.runnel.distribution.contract.Upstream.YQCLOUD;

import dev.runnel.api.ErrorKind;
import dev.runnel.api.Timeouts.Clock;
import dev.runnel.distribution.contract.Promise.Deed;
import dev.runnel.sandbox.script.Errors;
import dev.runnel.sandbox.script.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is promised, row by row: what an upstream does, and what its caller is told. */
final class Promises {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private static final String NO_ERRORS =
      "in raw text an error object is text, and what cannot be decoded is replaced";
  private static final String NO_REASONS = "raw text has no finish reason";
  private static final String NO_KEEPALIVES = "raw text has no keep-alives: all of it is content";
  private static final String ONE_LINE =
      "the line with the finish reason is the end mark, and nothing behind it is read";
  private static final String NO_MARK = "the finish reason is the only evidence: there is no mark";
  private static final String WHOLE_DOCUMENTS =
      "a document is whole, and so the end, where its finish reason can be read";

  private Promises() {}

  /** What upstreams do to users of the alternatives. */
  static List<Promise> ofTheField() {
    return List.of(
        row("ends cleanly without finish reason or [DONE]")
            // The end of a chunked or measured body would be evidence.
            .when(YQCLOUD, (s, heard) -> s.begun().untilClose())
            .when((s, heard) -> s.begun())
            .then(endedEarly()),
        row("TCP reset mid-stream")
            .when((s, heard) -> s.begun().await(heard).reset())
            .then(connectionLost()),
        row("stalls after two tokens")
            .when((s, heard) -> s.begun().stayOpen())
            .clocks(clocks -> clocks.withIdle(SHORT))
            .then(incomplete(Clock.IDLE))
            .closingTheUpstream(),
        row("keep-alives, but no token")
            .when(
                GRAVITYENGINE,
                (s, heard) -> s.begun().forever(Script.nothing().body(" \n").pause(OFTEN)))
            .when((s, heard) -> s.begun().keepAliveForever(OFTEN))
            .clocks(clocks -> clocks.withIdle(SHORT))
            .then(incomplete(Clock.IDLE))
            .closingTheUpstream()
            .notFor(YQCLOUD, NO_KEEPALIVES),
        row("error object mid-stream, then [DONE]")
            .when((s, heard) -> s.said().error("server_error", "Sorry about that!").done())
            .then(failedAfterContent(ErrorKind.UNAVAILABLE))
            .notFor(YQCLOUD, NO_ERRORS),
        row("malformed JSON mid-stream, then more tokens")
            .when((s, heard) -> s.said().malformed().tokens("never", "mind").finish("stop").done())
            .then(failedAfterContent(ErrorKind.PROTOCOL))
            .notFor(YQCLOUD, NO_ERRORS),
        row("200 with an empty body")
            .when((s, heard) -> s.nothing())
            .then(failed(ErrorKind.EMPTY_ANSWER)),
        row("[DONE], then the socket stays open")
            .when(YQCLOUD, (s, heard) -> s.whole().contentLength())
            .when(GRAVITYENGINE, (s, heard) -> s.whole().contentLength())
            .when(GEMINI, (s, heard) -> s.whole().contentLength())
            .when((s, heard) -> s.whole().stayOpen())
            // At once: not when the time runs out that a finish reason leaves for its end mark.
            .tail(Duration.ofMinutes(1))
            .then(completed()),
        row("429 with Retry-After, before the stream")
            .when(
                (s, heard) ->
                    Script.status(429)
                        .header("retry-after", "1")
                        .json(Errors.document("rate_limit_exceeded", "Slow down")))
            .then(failed(ErrorKind.RATE_LIMITED).retryAfter(ONE_SECOND)),
        row("503 with Retry-After, before the stream")
            .when(
                (s, heard) ->
                    Script.status(503)
                        .header("retry-after", "1")
                        .json(Errors.document("overloaded", "Come back later")))
            .then(failed(ErrorKind.UNAVAILABLE).retryAfter(ONE_SECOND)),
        row("the consumer throws")
            .when((s, heard) -> s.begun().stayOpen())
            .caller(Deed.THROWS_AT_CONTENT)
            .then(failedAfterContent(ErrorKind.CONSUMER))
            .closingTheUpstream(),
        row("cancel before headers")
            .when((s, heard) -> s.nothing().stayOpen())
            .caller(Deed.CANCELS_BEFORE_THE_HEAD)
            .then(cancelledBeforeContent())
            .closingTheUpstream(),
        row("cancel mid-stream")
            .when((s, heard) -> s.begun().stayOpen())
            .caller(Deed.CANCELS_AFTER_CONTENT)
            .then(cancelled())
            .closingTheUpstream());
  }

  /** The end, decided by evidence: left column, nothing delivered yet. */
  static List<Promise> beforeContent() {
    return List.of(
        row("evidence | nothing yet: finish reason")
            .when((s, heard) -> s.contentless().finish("stop").done())
            .then(completedWithoutContent())
            .notFor(YQCLOUD, NO_REASONS),
        row("evidence | nothing yet: finish reason, and no [DONE]")
            .when((s, heard) -> s.contentless().finish("stop"))
            .then(completedWithoutContent())
            .notFor(YQCLOUD, NO_REASONS),
        row("evidence | nothing yet: no finish reason either")
            .when((s, heard) -> s.contentless().done())
            .then(failed(ErrorKind.EMPTY_ANSWER))
            .notFor(GEMINI, NO_MARK),
        row("clean EOF | nothing yet")
            .when((s, heard) -> s.contentless())
            .then(failed(ErrorKind.PROTOCOL))
            .notFor(YQCLOUD, "raw text that says anything has delivered it"),
        row("clean EOF | nothing yet: the body was empty")
            .when(YQCLOUD, (s, heard) -> s.nothing().untilClose())
            .when((s, heard) -> s.nothing())
            .then(failed(ErrorKind.EMPTY_ANSWER)),
        row("reset | nothing yet: not even a head")
            .when((s, heard) -> s.nothing().reset())
            .then(failed(ErrorKind.CONNECTION)),
        row("connection closed | nothing yet: not even a head")
            .when((s, heard) -> s.nothing().close())
            .then(failed(ErrorKind.CONNECTION)),
        row("connection closed | nothing yet: after the head")
            .when((s, heard) -> s.nothing().head().close())
            .then(failed(ErrorKind.CONNECTION)),
        row("connection closed | nothing yet: after something without content")
            .when((s, heard) -> s.contentless().close())
            .then(failed(ErrorKind.CONNECTION))
            .notFor(YQCLOUD, "raw text that says anything has delivered it"),
        row("first-content clock | nothing yet: not even a head")
            .when((s, heard) -> s.nothing().stayOpen())
            .clocks(clocks -> clocks.withFirstContent(SHORT))
            .then(failed(Clock.FIRST_CONTENT))
            .closingTheUpstream(),
        row("first-content clock | nothing yet: after the head")
            .when((s, heard) -> s.nothing().head().stayOpen())
            .clocks(clocks -> clocks.withFirstContent(SHORT))
            .then(failed(Clock.FIRST_CONTENT))
            .closingTheUpstream(),
        row("first-content clock | nothing yet: keep-alives")
            .when((s, heard) -> s.nothing().keepAliveForever(OFTEN))
            .clocks(clocks -> clocks.withFirstContent(SHORT))
            .then(failed(Clock.FIRST_CONTENT))
            .closingTheUpstream()
            .notFor(YQCLOUD, NO_KEEPALIVES),
        row("total clock | nothing yet")
            .when((s, heard) -> s.nothing().head().stayOpen())
            .clocks(clocks -> clocks.withTotal(SHORT))
            .then(failed(Clock.TOTAL))
            .closingTheUpstream(),
        row("error object | nothing yet")
            .when((s, heard) -> s.nothing().error("server_error", "Sorry about that!"))
            .then(failed(ErrorKind.UNAVAILABLE))
            .notFor(YQCLOUD, NO_ERRORS),
        row("error object | nothing yet: as a document")
            .when(
                (s, heard) ->
                    Script.nothing().json(Errors.document("server_error", "Sorry about that!")))
            .then(failed(ErrorKind.UNAVAILABLE)),
        row("malformed event | nothing yet")
            .when((s, heard) -> s.nothing().malformed().done())
            .then(failed(ErrorKind.PROTOCOL))
            .notFor(YQCLOUD, NO_ERRORS),
        row("wrong content type | nothing yet")
            .when((s, heard) -> Script.nothing().contentType("application/pdf").body("%PDF-1.7"))
            .then(failed(ErrorKind.PROTOCOL)),
        row("wrong content type | nothing yet: a page")
            .when((s, heard) -> Script.nothing().html("<!DOCTYPE html><html>Just a moment</html>"))
            .then(failed(ErrorKind.BLOCKED)));
  }

  /** The end, decided by evidence: right column, content was delivered. */
  static List<Promise> afterContent() {
    return List.of(
        row("evidence | content").when((s, heard) -> s.whole()).then(completed()),
        row("evidence | content: finish reason without [DONE]")
            .when((s, heard) -> s.said().finish("stop"))
            .then(completed())
            .notFor(GRAVITYENGINE, WHOLE_DOCUMENTS)
            .notFor(YQCLOUD, NO_REASONS),
        row("evidence | content: finish reason, then the socket stays open")
            .when(GRAVITYENGINE, (s, heard) -> s.whole().stayOpen())
            .when((s, heard) -> s.said().finish("stop").stayOpen())
            .tail(SHORT)
            .then(completed())
            .closingTheUpstream()
            .notFor(YQCLOUD, NO_REASONS),
        row("evidence | content: finish reason, then the connection is lost")
            .when(GRAVITYENGINE, (s, heard) -> s.whole().chunked().close())
            .when(OLLAMA, (s, heard) -> s.said().finish("stop").done().close())
            .when((s, heard) -> s.said().finish("stop").close())
            .then(completed())
            .notFor(YQCLOUD, NO_REASONS),
        row("evidence | content: [DONE] without finish reason")
            .when((s, heard) -> s.said().done())
            .then(completed())
            .notFor(GEMINI, NO_MARK),
        row("clean EOF | content")
            .when(YQCLOUD, (s, heard) -> s.begun().untilClose())
            .when((s, heard) -> s.begun())
            .then(endedEarly()),
        row("reset | content")
            .when((s, heard) -> s.begun().await(heard).reset())
            .then(connectionLost()),
        row("connection closed | content: in a chunked body")
            .when((s, heard) -> s.begun().chunked().close())
            .then(connectionLost()),
        row("connection closed | content: before the announced length")
            .when((s, heard) -> s.begun().contentLength(100_000))
            .then(connectionLost()),
        row("idle clock | content")
            .when((s, heard) -> s.begun().stayOpen())
            .clocks(clocks -> clocks.withIdle(SHORT))
            .then(incomplete(Clock.IDLE))
            .closingTheUpstream(),
        row("total clock | content")
            .when((s, heard) -> s.begun().stayOpen())
            .clocks(clocks -> clocks.withTotal(SHORT.multipliedBy(2)))
            .then(incomplete(Clock.TOTAL))
            .closingTheUpstream(),
        row("error object | content")
            .when((s, heard) -> s.said().error("rate_limit_exceeded", "Slow down"))
            .then(failedAfterContent(ErrorKind.RATE_LIMITED))
            .notFor(YQCLOUD, NO_ERRORS),
        row("error object | content: after a finish reason")
            .when((s, heard) -> s.said().finish("stop").error("server_error", "Sorry!").done())
            .then(failedAfterContent(ErrorKind.UNAVAILABLE))
            .notFor(GRAVITYENGINE, WHOLE_DOCUMENTS)
            .notFor(OLLAMA, ONE_LINE)
            .notFor(YQCLOUD, NO_ERRORS),
        row("malformed event | content")
            .when((s, heard) -> s.said().malformed())
            .then(failedAfterContent(ErrorKind.PROTOCOL))
            .notFor(YQCLOUD, NO_ERRORS),
        row("malformed event | content: after a finish reason")
            .when((s, heard) -> s.said().finish("stop").malformed().done())
            .then(failedAfterContent(ErrorKind.PROTOCOL))
            .notFor(GRAVITYENGINE, WHOLE_DOCUMENTS)
            .notFor(OLLAMA, ONE_LINE)
            .notFor(YQCLOUD, NO_ERRORS));
  }

  static Stream<Promise> all() {
    List<Promise> all = new ArrayList<>(ofTheField());
    all.addAll(beforeContent());
    all.addAll(afterContent());
    return all.stream();
  }
}
