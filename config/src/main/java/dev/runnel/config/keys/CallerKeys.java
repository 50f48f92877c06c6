package dev.runnel.config.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes keys for callers of a gateway, and knows them again. */
public final class CallerKeys {
  /** What each begins with: clients that look for OpenAI's prefix find it, and so do scanners. */
  public static final String PREFIX = "sk-runnel-";

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private CallerKeys() {}

  /** Makes one of 256 random bits. */
  public static CallerKey.Made make(
      String name,
      List<String> models,
      CallerKey.Limits limits,
      Instant now,
      Optional<Instant> expires) {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    return new CallerKey.Made(
        Secret.of(key),
        new CallerKey(name, fingerprint(key), models, limits, now, expires, Optional.empty()));
  }

  /**
   * What is kept of a key: its SHA-256, in hexadecimal digits. A slow hash would protect passwords,
   * which can be guessed; nobody guesses 256 random bits, and each request would pay for it.
   */
  public static String fingerprint(String key) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /**
   * The one that a caller shows, valid or not. Takes as long whichever it is, and whether or not it
   * is one.
   */
  public static Optional<CallerKey> find(List<CallerKey> keys, String shown) {
    byte[] fingerprint = fingerprint(shown).getBytes(UTF_8);
    Optional<CallerKey> found = Optional.empty();
    for (CallerKey key : keys) {
      if (MessageDigest.isEqual(fingerprint, key.fingerprint().getBytes(UTF_8))) {
        found = Optional.of(key);
      }
    }
    return found;
  }
}
