package dev.runnel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Bytes as one line of text that does no harm to a terminal and loses nothing. */
final class Printable {
  private Printable() {}

  /** Controls become escapes; bytes that are no UTF-8, such as half a character, become hex. */
  static String of(byte[] bytes) {
    String text;
    boolean utf8 = true;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, ISO_8859_1);
      utf8 = false;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      append(line, text.charAt(i), utf8);
    }
    return line.toString();
  }

  private static void append(StringBuilder line, char c, boolean utf8) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        boolean plain = c >= ' ' && (c < 0x7F || (utf8 && c >= 0xA0 && !isBidi(c)));
        if (plain) {
          line.append(c);
        } else {
          line.append(String.format(c < 0x100 ? "\\x%02x" : "\\u%04x", (int) c));
        }
      }
    }
  }

  private static boolean isBidi(char c) {
    return (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\u2028'
        || c == '\u2029';
  }
}
