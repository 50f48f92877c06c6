package dev.runnel.gateway.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All bytes that came back on one connection. */
record RawAnswer(byte[] bytes) {
  // A server may answer in the version that it was asked in, whatever that is.
  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3})( [^\\r\\n]*)?");
  private static final Pattern HEADER =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\\t\\x20-\\x7e\\x80-\\xff]*");

  String text() {
    return new String(bytes, ISO_8859_1);
  }

  /** The status of the first response; 0: there is none. */
  int status() {
    Matcher matcher = STATUS.matcher(text());
    return matcher.lookingAt() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private String head() {
    int end = text().indexOf("\r\n\r\n");
    return end < 0 ? text() : text().substring(0, end);
  }

  /** What stands after the first head. */
  String body() {
    int end = text().indexOf("\r\n\r\n");
    return end < 0 ? "" : text().substring(end + 4);
  }

  /** What is wrong with the head of the first response; empty: nothing, or there is none. */
  List<String> complaints() {
    List<String> wrongs = new ArrayList<>();
    String[] lines = head().split("\r\n", -1);
    if (bytes.length > 0 && !STATUS.matcher(lines[0]).matches()) {
      wrongs.add("no status line: " + lines[0]);
    }
    for (int i = 1; i < lines.length; i++) {
      if (!HEADER.matcher(lines[i]).matches()) {
        wrongs.add("no header: " + lines[i]);
      }
      if (lines[i].toLowerCase(Locale.ROOT).startsWith("x-injected")) {
        wrongs.add("injected: " + lines[i]);
      }
    }
    if (status() == 500) {
      wrongs.add("500: " + body());
    }
    return wrongs;
  }
}
