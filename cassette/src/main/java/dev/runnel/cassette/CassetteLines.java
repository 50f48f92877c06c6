package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Locale;
import java.util.Map.Entry;

/** The lines of a cassette, as they are written; docs/testing.md describes them. */
final class CassetteLines {
  static final String FIRST = "runnel-cassette 1";
  static final String LAST = "end of cassette";

  private CassetteLines() {}

  static String start() {
    return FIRST
        + "\n# What a service was asked (>) and answered (<); `***` is a blanked secret, or anything."
        + "\n# Made to be read and edited: docs/testing.md of Runnel says how.\n";
  }

  static String upstream(String name, String address) {
    return "\nupstream " + name + " " + address + "\n";
  }

  static String asked(int number, String upstream, Taped.Request request) {
    StringBuilder lines = new StringBuilder();
    lines.append("\nexchange ").append(number).append(' ').append(upstream).append('\n');
    lines.append("> ").append(request.method()).append(' ').append(request.target()).append('\n');
    request.headers().forEach(header -> lines.append(header('>', header)));
    lines.append(body('>', request.body()));
    return lines.toString();
  }

  static String answered(Taped.Head head) {
    StringBuilder lines = new StringBuilder();
    lines.append("< ").append(head.status()).append(" after ").append(time(head.after()));
    lines.append('\n');
    head.headers().forEach(header -> lines.append(header('<', header)));
    return lines.toString();
  }

  static String chunk(Taped.Chunk chunk) {
    return "@ " + time(chunk.after()) + "\n" + body('<', chunk.bytes());
  }

  static String ended(Taped.End end) {
    String why = end.why().isEmpty() ? "" : " " + text(end.why());
    return end.kind().word() + " after " + time(end.after()) + why + "\n";
  }

  static String end() {
    return "\n" + LAST + "\n";
  }

  private static String header(char direction, Entry<String, String> header) {
    return direction + " " + header.getKey() + ": " + text(header.getValue()) + "\n";
  }

  private static String text(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    return EscapedText.of(bytes, 0, bytes.length);
  }

  /** A line for each that ends with LF ({@code |}), and one for what has no end ({@code :}). */
  private static String body(char direction, byte[] bytes) {
    StringBuilder lines = new StringBuilder();
    int from = 0;
    while (from < bytes.length) {
      int to = from;
      while (to < bytes.length && bytes[to] != '\n') {
        to++;
      }
      String text = EscapedText.of(bytes, from, to);
      lines.append(direction).append(to < bytes.length ? '|' : ':');
      if (!text.isEmpty()) {
        lines.append(' ').append(text);
      }
      lines.append('\n');
      from = to + 1;
    }
    return lines.toString();
  }

  private static String time(Duration duration) {
    return String.format(Locale.ROOT, "%.3fs", duration.toNanos() / 1e9);
  }
}
