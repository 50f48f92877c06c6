package dev.runnel.provider.ails;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** How the service's web client signs a request. */
final class AilsSignature {
  private AilsSignature() {}

  /** The field {@code t}: epoch milliseconds, made odd. */
  static String time(Instant now) {
    return Long.toString(now.toEpochMilli() | 1);
  }

  /**
   * The field {@code s}: SHA-256 of time, message, constant and the message's length.
   *
   * @param time the field {@code t}
   * @param message the content of the last message; its length is counted in code points
   */
  static String of(String time, String message, String constant) {
    int length = message.codePointCount(0, message.length());
    String signed = time + ":" + message + ":" + constant + ":" + length;
    return HexFormat.of().formatHex(sha256().digest(signed.getBytes(UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
