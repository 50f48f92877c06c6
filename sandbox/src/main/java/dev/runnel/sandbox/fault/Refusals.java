package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.script.Script.refusing;
import static dev.runnel.sandbox.script.Script.status;

import dev.runnel.sandbox.dialect.Trouble;
import java.util.List;

/** Early answers whose status says that there will be none. */
final class Refusals {

  static final List<Fault> FAULTS =
      List.of(
          refused(401, Trouble.INVALID_KEY, "Incorrect API key provided"),
          refused(403, Trouble.FORBIDDEN, "You may not use this service"),
          refused(404, Trouble.NOT_FOUND, "There is nothing here"),
          Fault.of(
              "fault-429",
              "status 429 with Retry-After: 1",
              refusing(Trouble.RATE_LIMITED, "Rate limit reached, try again in 1s")
                  .header("retry-after", "1")),
          refused(
              500, Trouble.SERVER_ERROR, "The server had an error while processing your request"),
          Fault.of(
              "fault-503",
              "status 503 with Retry-After: 1",
              refusing(Trouble.OVERLOADED, "The engine is overloaded").header("retry-after", "1")),
          Fault.of(
              "fault-quota",
              "the account has nothing left",
              refusing(
                  Trouble.OUT_OF_QUOTA,
                  "You exceeded your current quota, please check your plan and billing details.")),
          Fault.of(
              "fault-context-too-long",
              "the conversation is longer than the model's context",
              refusing(
                  Trouble.CONTEXT_TOO_LONG,
                  "This model's maximum context length is 8192 tokens. However, your messages"
                      + " resulted in 9000 tokens. Please reduce the length of the messages.")),
          Fault.of(
              "fault-model-not-found",
              "there is no such model",
              refusing(
                  Trouble.MODEL_NOT_FOUND,
                  "The model `gpt-9` does not exist or you do not have access to it.")),
          Fault.of(
                  "fault-content-policy",
                  "the request is refused for what it says",
                  refusing(
                      Trouble.CONTENT_POLICY,
                      "Your request was rejected as a result of our safety system."))
              // It filters nothing.
              .notFor("ollama"),
          Fault.of(
              "fault-502-plain",
              "status 502 of a proxy, in plain text",
              status(502).plain("Bad Gateway")),
          Fault.of(
              "fault-html-403",
              "a page of a web firewall, status 403",
              KnownFailures.cloudflarePage(403)),
          Fault.of(
              "fault-redirect", "a redirect to another host", KnownFailures.redirectElsewhere()));

  private Refusals() {}

  private static Fault refused(int status, Trouble trouble, String message) {
    return Fault.of("fault-" + status, "status " + status, refusing(trouble, message));
  }
}
