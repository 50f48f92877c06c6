package dev.runnel.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Growing UTF-8 output, with strings quoted as RFC 8259 asks. */
final class JsonBytes {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  /** The most bytes that one UTF-16 unit needs: an escape such as {@code \\ud800}. */
  private static final int MAX_BYTES_PER_UNIT = 6;

  private byte[] bytes = new byte[256];
  private int size;

  void ascii(char c) {
    reserve(1);
    bytes[size++] = (byte) c;
  }

  void utf8(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    reserve(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  void quoted(String text) {
    ascii('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      reserve(MAX_BYTES_PER_UNIT);
      if (c < 0x80) {
        plainOrEscaped(c);
      } else if (c < 0x800) {
        put(0xC0 | c >> 6, 0x80 | c & 0x3F);
      } else if (!Character.isSurrogate(c)) {
        put(0xE0 | c >> 12, 0x80 | c >> 6 & 0x3F, 0x80 | c & 0x3F);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        put(
            0xF0 | point >> 18,
            0x80 | point >> 12 & 0x3F,
            0x80 | point >> 6 & 0x3F,
            0x80 | point & 0x3F);
      } else {
        // A lone surrogate has no UTF-8 form; its escape is the only faithful one.
        unicodeEscape(c);
      }
    }
    ascii('"');
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, UTF_8);
  }

  private void plainOrEscaped(char c) {
    switch (c) {
      case '"':
      case '\\':
        put('\\', c);
        break;
      case '\n':
        put('\\', 'n');
        break;
      case '\r':
        put('\\', 'r');
        break;
      case '\t':
        put('\\', 't');
        break;
      default:
        if (c < 0x20) {
          unicodeEscape(c);
        } else {
          bytes[size++] = (byte) c;
        }
    }
  }

  private void unicodeEscape(char c) {
    put('\\', 'u', HEX[c >> 12], HEX[c >> 8 & 0xF], HEX[c >> 4 & 0xF], HEX[c & 0xF]);
  }

  private void put(int... units) {
    for (int unit : units) {
      bytes[size++] = (byte) unit;
    }
  }

  private void reserve(int length) {
    if (length > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), bytes.length * 2));
    }
  }
}
