package dev.runnel.sandbox.fault;

import static dev.runnel.sandbox.script.Script.status;

import dev.runnel.sandbox.script.Errors;
import dev.runnel.sandbox.script.Script;
import java.util.List;

/** Early answers whose status says that there will be none. */
final class Refusals {

  static final List<Fault> FAULTS =
      List.of(
          refused(401, "invalid_api_key", "Incorrect API key provided"),
          refused(403, "forbidden", "You may not use this service"),
          refused(404, "not_found", "There is nothing here"),
          Fault.of(
              "fault-429",
              "status 429 with Retry-After: 1",
              refusal(429, "rate_limit_exceeded", "Rate limit reached, try again in 1s")
                  .header("retry-after", "1")),
          refused(500, "server_error", "The server had an error while processing your request"),
          Fault.of(
              "fault-503",
              "status 503 with Retry-After: 1",
              refusal(503, "overloaded", "The engine is overloaded").header("retry-after", "1")),
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

  private static Fault refused(int status, String code, String message) {
    return Fault.of("fault-" + status, "status " + status, refusal(status, code, message));
  }

  private static Script refusal(int status, String code, String message) {
    return status(status).json(Errors.document(code, message));
  }
}
