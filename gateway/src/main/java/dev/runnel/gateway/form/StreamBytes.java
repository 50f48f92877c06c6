package dev.runnel.gateway.form;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The bytes of events on their way out: JSON that is written as it is known, without a tree. One
 * serves one answer; not thread-safe.
 *
 * <p>What is written here in quotes stays within one line, whatever the text: the line ends of
 * server-sent events can only come from the writer. What some clients wrongly take for line ends
 * too (U+0085, U+2028, U+2029) is escaped.
 */
public final class StreamBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  /** The most bytes that one UTF-16 unit needs: an escape such as {@code \\ud800}. */
  private static final int MAX_BYTES_PER_UNIT = 6;

  private byte[] bytes = new byte[256];
  private int size;

  /** Text as it is; fastest for ASCII. */
  public StreamBytes text(String text) {
    return bytes(text.getBytes(UTF_8));
  }

  /** Bytes as they are. */
  public StreamBytes bytes(byte[] written) {
    reserve(written.length);
    System.arraycopy(written, 0, bytes, size, written.length);
    size += written.length;
    return this;
  }

  public StreamBytes number(long number) {
    return text(Long.toString(number));
  }

  /** A JSON string. A lone surrogate is written as its escape. */
  public StreamBytes quoted(String text) {
    put('"');
    escaped(text);
    put('"');
    return this;
  }

  /** What stands between the quotes of a JSON string. */
  public StreamBytes escaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      reserve(MAX_BYTES_PER_UNIT);
      if (c < 0x80) {
        ascii(c);
      } else if (c == 0x85 || c == 0x2028 || c == 0x2029) {
        unicodeEscape(c);
      } else if (c < 0x800) {
        put(0xC0 | c >> 6);
        put(0x80 | c & 0x3F);
      } else if (!Character.isSurrogate(c)) {
        put(0xE0 | c >> 12);
        put(0x80 | c >> 6 & 0x3F);
        put(0x80 | c & 0x3F);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        put(0xF0 | point >> 18);
        put(0x80 | point >> 12 & 0x3F);
        put(0x80 | point >> 6 & 0x3F);
        put(0x80 | point & 0x3F);
      } else {
        unicodeEscape(c);
      }
    }
    return this;
  }

  /** Whether nothing waits to be taken. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** What was written since the last time. */
  public byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    return taken;
  }

  private void ascii(char c) {
    switch (c) {
      case '"', '\\' -> escape(c);
      case '\n' -> escape('n');
      case '\r' -> escape('r');
      case '\t' -> escape('t');
      default -> {
        if (c < 0x20 || c == 0x7F) {
          unicodeEscape(c);
        } else {
          put(c);
        }
      }
    }
  }

  private void escape(char c) {
    put('\\');
    put(c);
  }

  private void unicodeEscape(char c) {
    escape('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[c >> shift & 0xF]);
    }
  }

  private void put(int octet) {
    reserve(1);
    bytes[size++] = (byte) octet;
  }

  private void reserve(int length) {
    if (length > bytes.length - size) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), bytes.length * 2));
    }
  }
}
