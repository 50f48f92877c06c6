package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.script.Script.answer;
import static dev.runnel.sandbox.script.Script.nothing;

import dev.runnel.sandbox.script.Script;
import java.util.List;

/** Healthy answers that careless clients get wrong. */
final class Strains {

  static final List<Fault> FAULTS =
      List.of(
          Fault.of("fault-gzip", "a healthy answer, gzipped", answer("Hel", "lo").gzip()),
          Fault.of(
              "fault-huge-event",
              "a healthy answer with one token of 1 MiB",
              nothing().role().tokens("Hel").hugeToken(1 << 20).tokens("lo").finish("stop").done()),
          Fault.of(
              "fault-one-byte",
              "a healthy answer, each byte flushed apart",
              answer("Grüße", " 😀").chunked().inPiecesOf(1)),
          Fault.of("fault-length", "cut off by the token limit", finished("length")),
          Fault.of(
              "fault-content-filter", "cut off by a content filter", finished("content_filter")),
          Fault.of(
              "fault-no-done",
              "a healthy answer without [DONE]",
              nothing().role().tokens("Hel", "lo").finish("stop")),
          Fault.of(
              "fault-no-finish",
              "a healthy answer without a finish reason",
              nothing().role().tokens("Hel", "lo").done()),
          Fault.of(
                  "fault-after-done",
                  "a healthy answer, and bytes after its end",
                  answer("Hel", "lo").event("{\"choices\":[{\"delta\":{\"content\":\"late\"}}]}"))
              .but("gravityengine", answer("Hel", "lo").body("\n\n"))
              .notFor("yqcloud"),
          Fault.of(
              "fault-usage",
              "a healthy answer with a usage chunk",
              nothing().role().tokens("Hel", "lo").finish("stop").usage(9, 2).done()),
          Fault.of(
              "fault-null-content",
              "a healthy answer with content: null in between",
              nothing().role().nullContent().tokens("Hel", "lo").finish("stop").done()),
          Fault.of(
              "fault-keepalives",
              "a healthy answer with keep-alives in between",
              nothing()
                  .keepAlive()
                  .role()
                  .keepAlive()
                  .tokens("Hel")
                  .keepAlive()
                  .tokens("lo")
                  .keepAlive()
                  .finish("stop")
                  .done()
                  .keepAlive()),
          Fault.of(
              "fault-crlf", "a healthy answer, lines end with CR LF", answer("Hel", "lo").crlf()),
          Fault.of("fault-cr", "a healthy answer, lines end with CR", answer("Hel", "lo").cr()),
          Fault.of(
              "fault-no-space",
              "a healthy answer, no space after data:",
              answer("Hel", "lo").withoutSpace()),
          Fault.of(
              "fault-pretty",
              "a healthy answer, each event on several data: lines",
              answer("Hel", "lo").prettyPrinted()),
          Fault.of(
                  "fault-sse",
                  "a healthy answer as an event stream, whoever answers",
                  answer("Hel", "lo").asSse())
              .notFor("yqcloud")
              .notFor("anthropic"),
          Fault.of(
              "fault-documents",
              "gravityengine: two documents, one after the other",
              nothing().role().tokens("Hel").finish("stop").tokens("lo").finish("stop").done()));

  private Strains() {}

  private static Script finished(String reason) {
    return nothing().role().tokens("Hel", "lo").finish(reason).done();
  }
}
