package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.fault.Interruptions.BEGUN;
import static dev.runnel.sandbox.script.Script.nothing;

import dev.runnel.sandbox.dialect.Trouble;
import java.util.List;

/** Responses with status 200 that hold no answer, or an error besides. */
final class FalseAnswers {

  static final List<Fault> FAULTS =
      List.of(
          Fault.of("fault-empty", "status 200 with an empty body", nothing()),
          Fault.of(
                  "fault-no-content",
                  "a whole answer without content or finish reason",
                  nothing().role().done())
              .notFor("yqcloud"),
          Fault.of(
                  "fault-error-first",
                  "status 200 with an error object instead of the answer",
                  nothing()
                      .error(Trouble.SERVER_ERROR, "The server had an error. Sorry about that!"))
              .notFor("yqcloud"),
          Fault.of(
                  "fault-error-mid-stream",
                  "two tokens, then an error object",
                  BEGUN
                      .error(Trouble.SERVER_ERROR, "The server had an error. Sorry about that!")
                      .done())
              .notFor("yqcloud"),
          Fault.of(
                  "fault-malformed",
                  "two tokens, then something malformed, then more tokens",
                  BEGUN.malformed().tokens("never", "mind").finish("stop").done())
              // What cannot be decoded in raw text is replaced, not refused.
              .notFor("yqcloud"),
          Fault.of(
                  "fault-malformed-first",
                  "something malformed instead of the answer",
                  nothing().malformed().done())
              .notFor("yqcloud"),
          Fault.of(
              "fault-html",
              "a page of a web firewall, status 200",
              KnownFailures.cloudflarePage(200)),
          Fault.of(
              "fault-wrong-type",
              "status 200 with a content type that no chat has",
              nothing().contentType("application/pdf").body("%PDF-1.7 not an answer")),
          Fault.of("fault-notice", "a notice as if it were the answer", KnownFailures.banNotice()));

  private FalseAnswers() {}
}
