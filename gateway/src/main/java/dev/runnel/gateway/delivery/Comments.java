package dev.runnel.gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;

/**
 * Comments of an event stream: every client skips them. Each is a whole event, so that it can stand
 * between any two.
 */
final class Comments {
  /** Shows that the stream lives. Not to be written to. */
  static final byte[] HEARTBEAT = ": keep-alive\n\n".getBytes(UTF_8);

  private Comments() {}

  /** What would have been headers, had it been known before the head. */
  static byte[] of(Map<String, String> headers) {
    StringBuilder lines = new StringBuilder();
    headers.forEach((name, value) -> lines.append(": " + name + ": " + value + "\n"));
    return lines.append("\n").toString().getBytes(UTF_8);
  }
}
