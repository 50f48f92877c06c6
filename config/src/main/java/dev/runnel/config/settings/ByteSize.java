package dev.runnel.config.settings;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as files write them: {@code 512KiB}, {@code 32MiB}, or a number of bytes. */
final class ByteSize {
  /** What a text must be, as a regular expression of JSON schema too. */
  static final String FORM = "^[0-9]{1,9} ?(B|KiB|MiB|GiB)?$";

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,9}) ?(|b|kib|mib|gib)", Pattern.CASE_INSENSITIVE);

  private ByteSize() {}

  /**
   * The bytes that a text means.
   *
   * @throws IllegalArgumentException when it is no size, or above 1 GiB, which no buffer holds
   */
  static int parse(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new IllegalArgumentException(
          "expected a size such as \"512KiB\" or \"32MiB\", got '" + text + "'");
    }
    int shift =
        switch (size.group(2).toLowerCase(Locale.ROOT)) {
          case "kib" -> 10;
          case "mib" -> 20;
          case "gib" -> 30;
          default -> 0;
        };
    long bytes = Long.parseLong(size.group(1)) << shift;
    if (bytes < 1 || bytes > 1L << 30) {
      throw new IllegalArgumentException("expected 1 B to 1 GiB, got '" + text + "'");
    }
    return (int) bytes;
  }
}
