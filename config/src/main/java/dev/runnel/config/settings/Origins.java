package dev.runnel.config.settings;

import java.util.regex.Pattern;

/** Origins of web pages, as browsers send them. */
final class Origins {
  /** Any page at all. */
  static final String ANY = "*";

  // RFC 6454, section 6.2: scheme, host, port where it is not the usual one; nothing behind it.
  private static final Pattern ORIGIN =
      Pattern.compile("[a-z][a-z0-9+.-]*://[^\\s/?#@,]+", Pattern.CASE_INSENSITIVE);

  private Origins() {}

  /**
   * Refuses what no browser sends.
   *
   * @throws IllegalArgumentException when it is no origin
   */
  static void check(String text) {
    if (!text.equals(ANY) && !ORIGIN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected origins such as \"https://app.example.com\", without a path, got '"
              + text
              + "'");
    }
  }
}
