package dev.runnel.config.keys;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A key that lets a caller into a gateway: what is kept of it, which is not the key.
 *
 * @param name whose it is; see {@link #isName}
 * @param fingerprint what tells the key, see {@link CallerKeys#fingerprint}
 * @param models what its caller may ask for, as globs; empty: everything; unmodifiable
 * @param limits how much its caller may ask for
 * @param created when it was made
 * @param expires from when on it lets nobody in; empty: never
 * @param revoked since when it lets nobody in; empty: it has not been revoked
 */
public record CallerKey(
    String name,
    String fingerprint,
    List<String> models,
    Limits limits,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");

  /**
   * How much a caller may ask for.
   *
   * @param requestsPerMinute at least 1; empty: any number
   * @param tokensPerMinute questions and answers together; at least 1; empty: any number
   * @param concurrency how many requests at a time; at least 1; empty: any number
   */
  public record Limits(
      OptionalInt requestsPerMinute, OptionalInt tokensPerMinute, OptionalInt concurrency) {
    /** No limit. */
    public static final Limits NONE =
        new Limits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    public Limits {
      requireNonNull(requestsPerMinute, "requestsPerMinute is null");
      requireNonNull(tokensPerMinute, "tokensPerMinute is null");
      requireNonNull(concurrency, "concurrency is null");
    }
  }

  /**
   * A key that was just made, and what is kept of it.
   *
   * @param secret the key itself, for its caller alone
   * @param kept everything but that
   */
  public record Made(Secret secret, CallerKey kept) {}

  public CallerKey {
    requireNonNull(fingerprint, "fingerprint is null");
    requireNonNull(limits, "limits is null");
    requireNonNull(created, "created is null");
    requireNonNull(expires, "expires is null");
    requireNonNull(revoked, "revoked is null");
    models = List.copyOf(models);
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "A name is at most 64 letters, digits, dots, hyphens, underscores and @, not '"
              + name
              + "'");
    }
  }

  /** Whether a text can be a name: what every log and shell takes as it is. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** The same, letting nobody in from this moment on. */
  public CallerKey revokedAt(Instant time) {
    return new CallerKey(name, fingerprint, models, limits, created, expires, Optional.of(time));
  }

  /** Whether it lets its caller in at this moment. */
  public boolean isValidAt(Instant time) {
    return revoked.isEmpty() && expires.filter(end -> !time.isBefore(end)).isEmpty();
  }
}
