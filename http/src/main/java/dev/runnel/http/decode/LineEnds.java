package dev.runnel.http.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line ends eight bytes at a time: most bytes of a stream are seen here first, and the JIT
 * does not vectorise a loop that may leave early.
 */
final class LineEnds {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LINE_FEEDS = ONES * '\n';
  private static final long RETURNS = ONES * '\r';

  private LineEnds() {}

  /** The index of the first LF or CR in {@code array[from..to)}, or {@code to}. */
  static int indexOf(byte[] array, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long word = (long) LONGS.get(array, i);
      long hits = zeroBytes(word ^ LINE_FEEDS) | zeroBytes(word ^ RETURNS);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (array[i] == '\n' || array[i] == '\r') {
        return i;
      }
    }
    return to;
  }

  /** The index of the first LF in {@code array[from..to)}, or {@code to}. */
  static int indexOfLineFeed(byte[] array, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long hits = zeroBytes((long) LONGS.get(array, i) ^ LINE_FEEDS);
      if (hits != 0) {
        return i + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (array[i] == '\n') {
        return i;
      }
    }
    return to;
  }

  /** The high bit of the lowest zero byte is set; those above it may be set wrongly. */
  private static long zeroBytes(long word) {
    return (word - ONES) & ~word & HIGHS;
  }
}
