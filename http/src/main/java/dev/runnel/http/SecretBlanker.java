package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.Secret;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
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
    return blank(joined(held, next), false);
  }

  /** What was held back, now that nothing follows. */
  byte[] rest() {
    return blank(held, true);
  }

  private byte[] blank(byte[] bytes, boolean nothingFollows) {
    held = NOTHING;
    ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
    int position = 0;
    while (position < bytes.length) {
      if (!nothingFollows && mightBegin(bytes, position)) {
        held = Arrays.copyOfRange(bytes, position, bytes.length);
        break;
      }
      int length = secretAt(bytes, position);
      if (length > 0) {
        clean.writeBytes(MASK);
        position += length;
      } else {
        clean.write(bytes[position++]);
      }
    }
    return clean.toByteArray();
  }

  /** Whether all that is left is the beginning of a secret. */
  private boolean mightBegin(byte[] bytes, int position) {
    int left = bytes.length - position;
    for (byte[] secret : secrets) {
      if (left < secret.length && Arrays.equals(secret, 0, left, bytes, position, bytes.length)) {
        return true;
      }
    }
    return false;
  }

  /** The length of the longest secret that stands here, or 0. */
  private int secretAt(byte[] bytes, int position) {
    for (byte[] secret : secrets) {
      int end = position + secret.length;
      if (end <= bytes.length && Arrays.equals(secret, 0, secret.length, bytes, position, end)) {
        return secret.length;
      }
    }
    return 0;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) {
      return second;
    }
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
