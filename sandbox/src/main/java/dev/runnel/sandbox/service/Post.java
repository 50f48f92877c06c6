package dev.runnel.sandbox.service;

import dev.runnel.sandbox.exchange.ReceivedRequest;

/** What all services ask of the request line. */
final class Post {

  private Post() {}

  static void check(ReceivedRequest request, Findings findings) {
    if (!request.method().equals("POST")) {
      findings.add(405, "the method should be POST, not " + request.method());
    }
  }

  static void checkNoQuery(ReceivedRequest request, Findings findings) {
    if (!request.query().isEmpty()) {
      // Without its values, which may be secrets.
      findings.add(
          "the path should have no query, not '?"
              + request.query().replaceAll("=[^&]*", "=…")
              + "'");
    }
  }
}
