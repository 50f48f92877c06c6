package dev.runnel.gateway.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/** Text of others, made fit for a header: names of models come from clients and services. */
final class HeaderText {
  private static final int MOST = 200;

  private HeaderText() {}

  /** The text where it is printable ASCII, all else percent-encoded; of long ones the beginning. */
  static String of(String text) {
    StringBuilder fit = new StringBuilder();
    for (byte one : text.substring(0, Math.min(text.length(), MOST)).getBytes(UTF_8)) {
      if (one >= ' ' && one < 0x7f) {
        fit.append((char) one);
      } else {
        fit.append(String.format(Locale.ROOT, "%%%02X", one));
      }
    }
    return fit.toString();
  }
}
