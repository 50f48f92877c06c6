package dev.runnel.sandbox.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The signature of an Ails request. */
final class Signature {

  private Signature() {}

  /** Lower-case hex SHA-256 of {@code t:message:constant:n}, n being the message's code points. */
  static String of(String t, String message, String constant) {
    int codePoints = message.codePointCount(0, message.length());
    String signed = t + ":" + message + ":" + constant + ":" + codePoints;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(signed.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
