package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.Secret;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Blanks secrets in a stream of bytes, also where the network cut one: what could be the beginning
 * of a secret is held back until it is known.
 */
final class SecretBlanker {
  private static final byte[] MASK = Secret.MASK.getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  private final List<byte[]> secrets;
  private byte[] held = NOTHING;

  /**
   * Blanks these.
   *
   * @param forms longest first
   */
  SecretBlanker(List<String> forms) {
    secrets = forms.stream().map(form -> form.getBytes(UTF_8)).toList();
  }

  /** What can be shown after these bytes have come. */
  byte[] blank(byte[] next) {
    byte[] bytes = joined(held, next);
    held = NOTHING;
    ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
    int position = 0;
    while (position < bytes.length) {
      int length = secretAt(bytes, position);
      if (length > 0) {
        clean.writeBytes(MASK);
        position += length;
      } else if (length < 0) {
        held = java.util.Arrays.copyOfRange(bytes, position, bytes.length);
        break;
      } else {
        clean.write(bytes[position++]);
      }
    }
    return clean.toByteArray();
  }

  /** What was held back, now that nothing follows. */
  byte[] rest() {
    byte[] rest = held;
    held = NOTHING;
    return rest;
  }

  /** The length of the secret that stands here; 0 for none, -1 where one might begin. */
  private int secretAt(byte[] bytes, int position) {
    int found = 0;
    for (byte[] secret : secrets) {
      int length = Math.min(secret.length, bytes.length - position);
      if (java.util.Arrays.equals(secret, 0, length, bytes, position, position + length)) {
        if (length < secret.length) {
          return -1; // a longer one than any that is whole here
        }
        found = Math.max(found, length);
      }
    }
    return found;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) {
      return second;
    }
    byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
