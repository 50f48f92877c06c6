package dev.runnel.http.decode;

import java.util.Arrays;

/** Bytes kept from one feed to the next, up to a bound. Its array is reused. */
final class ByteAccumulator {
  /** One huge event must not cost its memory for the rest of the stream. */
  private static final int MAX_KEPT_CAPACITY = 64 * 1024;

  private static final byte[] EMPTY = {};

  private final int bound;
  private byte[] bytes = EMPTY;
  private int size;

  ByteAccumulator(int bound) {
    this.bound = bound;
  }

  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void append(byte[] array, int offset, int length) {
    reserve(length);
    System.arraycopy(array, offset, bytes, size, length);
    size += length;
  }

  void append(byte b) {
    reserve(1);
    bytes[size++] = b;
  }

  void clear() {
    size = 0;
    if (bytes.length > MAX_KEPT_CAPACITY) {
      bytes = EMPTY;
    }
  }

  private void reserve(int length) {
    if (length > bound - size) {
      throw DecodeException.eventTooLarge(bound);
    }
    if (length > bytes.length - size) {
      long doubled = Math.max(2L * bytes.length, Math.max(size + length, 512));
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, Math.max(bound, 512)));
    }
  }
}
