package dev.runnel.cassette;

import java.util.regex.Pattern;

/**
 * What programs make anew for each request: times, UUIDs, hashes. Two texts that differ in nothing
 * else are the same request.
 */
final class MachineMade {
  private static final Pattern ANY =
      Pattern.compile(
          "\\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\b" // UUID
              + "|\\b\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?"
              + "|\\b[0-9a-fA-F]{32,}\\b" // MD5, SHA
              + "|(?<![\\d.])\\d{10}(?:\\d{3}(?:\\d{3}){0,2})?(?![\\d.])"); // seconds … nanoseconds

  private MachineMade() {}

  /** The text with a mark where each such thing stands. */
  static String blanked(String text) {
    return ANY.matcher(text).replaceAll("⟨made⟩");
  }
}
