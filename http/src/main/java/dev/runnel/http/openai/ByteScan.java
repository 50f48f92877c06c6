package dev.runnel.http.openai;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Steps over JSON bytes, eight at a time within strings. */
final class ByteScan {
  /** What every step returns where the bytes are left to the full parser. */
  static final int NOT_MINE = -1;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';

  private ByteScan() {}

  /** The byte at {@code i}, or 0, which JSON nowhere allows, at the end. */
  static byte at(byte[] array, int i, int to) {
    return i < to ? array[i] : 0;
  }

  static int skipWhite(byte[] array, int from, int to) {
    int i = from;
    while (i < to && array[i] <= ' ' && isWhite(array[i])) {
      i++;
    }
    return i;
  }

  /**
   * The index of the first byte from {@code from} on that ends a string's plain part: a quote, a
   * backslash, or a control character; {@code to} if there is none. Bytes beyond ASCII are plain.
   */
  static int plainEnd(byte[] array, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long hits = specials((long) LONGS.get(array, i));
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (i < to && array[i] != '"' && array[i] != '\\' && (array[i] < 0 || array[i] >= ' ')) {
      i++;
    }
    return i;
  }

  /**
   * The index of the quote that closes a string of plain ASCII, whose content begins at {@code
   * from}.
   */
  static int asciiEnd(byte[] array, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) LONGS.get(array, i);
      long hits = specials(word) | word & HIGHS;
      if (hits != 0) {
        int end = i + (Long.numberOfTrailingZeros(hits) >>> 3);
        return array[end] == '"' ? end : NOT_MINE;
      }
    }
    for (; i < to; i++) {
      byte b = array[i];
      if (b == '"') {
        return i;
      }
      if (b < ' ' || b == '\\') {
        return NOT_MINE;
      }
    }
    return NOT_MINE;
  }

  static boolean isAscii(byte[] array, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      if (((long) LONGS.get(array, i) & HIGHS) != 0) {
        return false;
      }
    }
    for (; i < to; i++) {
      if (array[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the range is exactly this ASCII text. */
  static boolean matches(byte[] array, int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (array[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Steps over a literal such as {@code null}. */
  static int skipLiteral(byte[] array, int from, int to, String literal) {
    int end = from + literal.length();
    return end <= to && matches(array, from, end, literal) ? end : NOT_MINE;
  }

  /**
   * Of each byte that must not stand in a string as it is, the high bit; above the lowest such byte
   * also of others, because subtraction borrows.
   */
  private static long specials(long word) {
    long quote = word ^ QUOTES;
    long backslash = word ^ BACKSLASHES;
    return ((quote - ONES & ~quote) | (backslash - ONES & ~backslash) | (word - SPACES & ~word))
        & HIGHS;
  }

  private static boolean isWhite(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
