package dev.runnel.http;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.ErrorKind;
import dev.runnel.spi.Exchange;
import java.util.List;

/**
 * Texts that a service sends <em>as an answer</em> though they are none: bans, adverts, calls to
 * upgrade. They are known by how they begin, and looked for at the start of an answer only: an
 * honest answer that mentions the same words later survives.
 *
 * <p>A pattern is the beginning of a notice. Upper and lower case are the same, white space before
 * it is skipped, and {@code ?} stands for any one character. While the beginning of an answer could
 * still become a notice it is held back, never more than the longest pattern; held back text is no
 * content, neither for the clocks nor for the outcome.
 *
 * <p>Immutable.
 */
public final class Notices {
  private final List<NoticePattern> patterns;
  private final ErrorKind kind;

  private Notices(List<NoticePattern> patterns, ErrorKind kind) {
    this.patterns = patterns;
    this.kind = kind;
  }

  /** Notices that mean that the service bars this client; blank patterns are left out. */
  public static Notices of(List<String> patterns) {
    return new Notices(
        patterns.stream()
            .map(String::strip)
            .filter(pattern -> !pattern.isEmpty())
            .map(NoticePattern::new)
            .toList(),
        ErrorKind.BLOCKED);
  }

  /** The same notices with another meaning. */
  public Notices meaning(ErrorKind other) {
    return new Notices(patterns, requireNonNull(other, "other is null"));
  }

  /**
   * Stands between a reader and its exchange: fails the call where the answer begins as a notice,
   * and passes on everything else.
   */
  public Exchange watch(Exchange exchange) {
    return patterns.isEmpty() ? exchange : new NoticeWatch(exchange, patterns, kind);
  }
}
