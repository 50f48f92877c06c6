package dev.runnel.gateway.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a web page is from (RFC 6454): of two that differ in the case of letters, or in a port that
 * is the usual one and left out, both are the same.
 *
 * @param scheme in lower case
 * @param host in lower case
 * @param port the usual one where none was said; -1 where there is no usual one
 */
public record WebOrigin(String scheme, String host, int port) {
  private static final String ANY = "*";

  /** What a browser sent, or who runs the gateway wrote; empty: that is no origin. */
  public static Optional<WebOrigin> of(String text) {
    try {
      URI address = new URI(text);
      if (address.getScheme() == null || address.getHost() == null) {
        return Optional.empty(); // such as "null", as pages from files are
      }
      return Optional.of(of(address.getScheme(), address.getHost(), address.getPort()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** One of these parts; the port is negative where none was said. */
  static WebOrigin of(String scheme, String host, int port) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    return new WebOrigin(lower, host.toLowerCase(Locale.ROOT), port < 0 ? usualPort(lower) : port);
  }

  private static int usualPort(String scheme) {
    return switch (scheme) {
      case "https" -> 443;
      case "http" -> 80;
      default -> -1;
    };
  }

  /**
   * Whether the pages of an origin are among those that may.
   *
   * @param origin as the browser sent it
   * @param allowed as who runs the gateway wrote them; {@code *} is any
   */
  public static boolean isAmong(String origin, List<String> allowed) {
    return allowed.contains(ANY)
        || of(origin)
            .filter(
                page -> allowed.stream().anyMatch(one -> of(one).filter(page::equals).isPresent()))
            .isPresent()
        || allowed.stream().anyMatch(origin::equalsIgnoreCase); // of a scheme without hosts
  }
}
