package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.HexFormat;

/**
 * Bytes as text that a person reads and an editor leaves alone: UTF-8 as it is, everything that
 * cannot be seen, or is no UTF-8, in hexadecimal between {@code ⟦} and {@code ⟧}.
 */
final class EscapedText {
  private static final char OPEN = '⟦';
  private static final char CLOSE = '⟧';

  private EscapedText() {}

  /** The text of some bytes, on one line. */
  static String of(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    CharsetDecoder decoder = UTF_8.newDecoder(); // it reports what is malformed
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer out = CharBuffer.allocate(Math.max(2, to - from));
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      append(out.flip(), text);
      out.clear();
      if (result.isUnderflow()) {
        break;
      }
      if (result.isError()) {
        byte[] wrong = new byte[result.length()];
        in.get(wrong);
        escape(wrong, text);
        decoder.reset();
      }
    }
    int last = text.length() - 1;
    if (last >= 0 && text.charAt(last) == ' ') { // editors take spaces from the ends of lines
      text.setLength(last);
      escape(new byte[] {' '}, text);
    }
    return text.toString();
  }

  private static void append(CharBuffer chars, StringBuilder text) {
    chars
        .toString()
        .codePoints()
        .forEach(
            codePoint -> {
              if (isVisible(codePoint)) {
                text.appendCodePoint(codePoint);
              } else {
                escape(Character.toString(codePoint).getBytes(UTF_8), text);
              }
            });
  }

  private static boolean isVisible(int codePoint) {
    if (codePoint == OPEN || codePoint == CLOSE) { // so that a text ends with CLOSE only by escape
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** Neighbours share one pair of brackets. */
  private static void escape(byte[] bytes, StringBuilder text) {
    int last = text.length() - 1;
    if (last >= 0 && text.charAt(last) == CLOSE) {
      text.setLength(last);
    } else {
      text.append(OPEN);
    }
    text.append(HexFormat.of().formatHex(bytes)).append(CLOSE);
  }

  /**
   * The bytes of a text.
   *
   * @throws IllegalArgumentException when what stands between brackets is no hexadecimal
   */
  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int position = 0;
    while (position < text.length()) {
      int open = text.indexOf(OPEN, position);
      if (open < 0) {
        bytes.writeBytes(text.substring(position).getBytes(UTF_8));
        break;
      }
      bytes.writeBytes(text.substring(position, open).getBytes(UTF_8));
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        throw new IllegalArgumentException("'⟦' has no '⟧'");
      }
      String hex = text.substring(open + 1, close).replace(" ", "");
      try {
        bytes.writeBytes(HexFormat.of().parseHex(hex));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("'⟦" + hex + "⟧' does not hold bytes in hexadecimal", e);
      }
      position = close + 1;
    }
    return bytes.toByteArray();
  }
}
