package dev.runnel.cli.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;

/**
 * A table from one fingerprint to another that holds a million in 32 MiB. Grows; never shrinks. Not
 * thread-safe.
 */
final class Fingerprints {
  private static final double FULL = 0.7;

  private long[] keys = new long[1 << 10];
  private long[] values = new long[1 << 10];
  private int size;

  /** The first 64 bits of a text's SHA-256, and never nought. */
  static long of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long bits = ByteBuffer.wrap(hash).getLong();
      return bits == 0 ? 1 : bits;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** What was put for a key, if anything was. */
  OptionalLong get(long key) {
    int slot = slot(keys, key);
    return keys[slot] == 0 ? OptionalLong.empty() : OptionalLong.of(values[slot]);
  }

  /**
   * Puts a value, and a later one in its place.
   *
   * @param key not nought
   * @return whether the key is new
   */
  boolean put(long key, long value) {
    if (size >= FULL * keys.length) {
      grow();
    }
    int slot = slot(keys, key);
    boolean fresh = keys[slot] == 0;
    keys[slot] = key;
    values[slot] = value;
    if (fresh) {
      size++;
    }
    return fresh;
  }

  /** How many keys there are. */
  int size() {
    return size;
  }

  private void grow() {
    long[] moreKeys = new long[2 * keys.length];
    long[] moreValues = new long[2 * keys.length];
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != 0) {
        int slot = slot(moreKeys, keys[i]);
        moreKeys[slot] = keys[i];
        moreValues[slot] = values[i];
      }
    }
    keys = moreKeys;
    values = moreValues;
  }

  // The keys are parts of hashes: their last bits are as good as any.
  private static int slot(long[] keys, long key) {
    int mask = keys.length - 1;
    int slot = (int) key & mask;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
