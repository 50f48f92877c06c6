package dev.runnel.config.settings;

import static java.util.Objects.requireNonNull;

import dev.runnel.spi.Option;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to a request of the gateway's whose client has left.
 *
 * @param drain how long its answer is still taken, so that the service can end it; empty: it is
 *     cancelled at once
 */
public record DisconnectPolicy(Optional<Duration> drain) {
  /** The answer is cancelled at once. */
  public static final DisconnectPolicy CANCEL = new DisconnectPolicy(Optional.empty());

  private static final String WORD = "cancel";
  private static final String DRAIN = "drain ";

  public DisconnectPolicy {
    requireNonNull(drain, "drain is null");
  }

  /**
   * Reads {@code cancel} or {@code drain 30s}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static DisconnectPolicy parse(String text) {
    if (text.equals(WORD)) {
      return CANCEL;
    }
    if (text.startsWith(DRAIN)) {
      return new DisconnectPolicy(
          Optional.of(Option.duration(WORD).parse(text.substring(DRAIN.length()).strip())));
    }
    throw new IllegalArgumentException("expected \"cancel\" or \"drain 30s\", got '" + text + "'");
  }
}
