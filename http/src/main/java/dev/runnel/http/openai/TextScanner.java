package dev.runnel.http.openai;

import static dev.runnel.http.openai.ByteScan.NOT_MINE;
import static dev.runnel.http.openai.ByteScan.at;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Makes the string of a JSON string, straight from its bytes. Malformed UTF-8, lone surrogates and
 * U+FFFD (by which the JDK shows the first) are left to the full parser.
 */
final class TextScanner {
  private static final int MAX_KEPT_CAPACITY = 64 * 1024;

  private byte[] unescaped = new byte[256];
  private int size;
  private String text = "";

  /** The string that was read last. */
  String text() {
    return text;
  }

  /** Reads the string whose content begins at {@code from}; returns the index after its quote. */
  int read(byte[] array, int from, int to) {
    int end = ByteScan.plainEnd(array, from, to);
    byte stop = at(array, end, to);
    if (stop == '"') {
      return decode(array, from, end) ? end + 1 : NOT_MINE;
    }
    return stop == '\\' ? readEscaped(array, from, end, to) : NOT_MINE;
  }

  private boolean decode(byte[] array, int from, int to) {
    if (ByteScan.isAscii(array, from, to)) {
      text = new String(array, from, to - from, ISO_8859_1);
      return true;
    }
    text = new String(array, from, to - from, UTF_8);
    return text.indexOf('\uFFFD') < 0;
  }

  private int readEscaped(byte[] array, int from, int firstEscape, int to) {
    size = 0;
    int plain = from;
    int end = firstEscape;
    while (at(array, end, to) == '\\') {
      append(array, plain, end);
      plain = unescape(array, end + 1, to);
      if (plain < 0) {
        return NOT_MINE;
      }
      end = ByteScan.plainEnd(array, plain, to);
    }
    if (at(array, end, to) != '"') {
      return NOT_MINE;
    }
    append(array, plain, end);
    boolean decoded = decode(unescaped, 0, size);
    if (unescaped.length > MAX_KEPT_CAPACITY) {
      unescaped = new byte[256];
    }
    return decoded ? end + 1 : NOT_MINE;
  }

  /** Appends what the escape stands for whose letter is at {@code i}; returns the index after. */
  private int unescape(byte[] array, int i, int to) {
    switch (at(array, i, to)) {
      case '"':
      case '\\':
      case '/':
        append(array[i]);
        return i + 1;
      case 'n':
        append('\n');
        return i + 1;
      case 'r':
        append('\r');
        return i + 1;
      case 't':
        append('\t');
        return i + 1;
      case 'b':
        append('\b');
        return i + 1;
      case 'f':
        append('\f');
        return i + 1;
      case 'u':
        return unescapeUnit(array, i + 1, to);
      default:
        return NOT_MINE;
    }
  }

  private int unescapeUnit(byte[] array, int i, int to) {
    int unit = hex(array, i, to);
    if (unit < 0 || Character.isLowSurrogate((char) unit)) {
      return NOT_MINE;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      appendPoint(unit);
      return i + 4;
    }
    int low =
        at(array, i + 4, to) == '\\' && at(array, i + 5, to) == 'u' ? hex(array, i + 6, to) : -1;
    if (low < 0 || !Character.isLowSurrogate((char) low)) {
      return NOT_MINE;
    }
    appendPoint(Character.toCodePoint((char) unit, (char) low));
    return i + 10;
  }

  /** The value of four hexadecimal digits, or -1. */
  private static int hex(byte[] array, int from, int to) {
    if (from + 4 > to) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = array[i] < 0 ? -1 : Character.digit(array[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  private void appendPoint(int point) {
    if (point < 0x80) {
      append(point);
    } else if (point < 0x800) {
      append(0xC0 | point >> 6);
      append(0x80 | point & 0x3F);
    } else if (point < 0x10000) {
      append(0xE0 | point >> 12);
      append(0x80 | point >> 6 & 0x3F);
      append(0x80 | point & 0x3F);
    } else {
      append(0xF0 | point >> 18);
      append(0x80 | point >> 12 & 0x3F);
      append(0x80 | point >> 6 & 0x3F);
      append(0x80 | point & 0x3F);
    }
  }

  private void append(int b) {
    reserve(1);
    unescaped[size++] = (byte) b;
  }

  private void append(byte[] array, int from, int to) {
    reserve(to - from);
    System.arraycopy(array, from, unescaped, size, to - from);
    size += to - from;
  }

  private void reserve(int length) {
    if (length > unescaped.length - size) {
      unescaped = Arrays.copyOf(unescaped, Math.max(size + length, 2 * unescaped.length));
    }
  }
}
