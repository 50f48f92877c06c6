package dev.runnel.history;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;

/**
 * Ids that sort by the time at which they were made, in the letters of Crockford's Base 32: short
 * enough to type, and read aloud without mistakes. Eight letters are milliseconds since 2020, the
 * rest are random; ids of one process always rise. Safe to use from any thread.
 */
final class Ids {
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final long EPOCH = 1_577_836_800_000L;
  private static final int TIME_LETTERS = 8;
  private static final int CONVERSATION_LETTERS = 3;
  private static final int EXCHANGE_LETTERS = 8;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private long last;

  Ids(Clock clock) {
    this.clock = clock;
  }

  String conversation() {
    return next(CONVERSATION_LETTERS);
  }

  String exchange() {
    return next(EXCHANGE_LETTERS);
  }

  /** What a person typed, as the id or its beginning would be written. */
  static String read(String typed) {
    return typed
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace('o', '0')
        .replace('i', '1')
        .replace('l', '1');
  }

  private synchronized String next(int randomLetters) {
    last = Math.max(clock.millis() - EPOCH, last + 1);
    StringBuilder id = new StringBuilder();
    for (int shift = 5 * (TIME_LETTERS - 1); shift >= 0; shift -= 5) {
      id.append(LETTERS.charAt((int) (last >> shift) & 31));
    }
    for (int i = 0; i < randomLetters; i++) {
      id.append(LETTERS.charAt(random.nextInt(32)));
    }
    return id.toString();
  }
}
